using System.Text.Json.Serialization;

namespace FamilyCart.Api.SystemInfo;

/// <summary>What /metrics/summary answers; all but the service only to operators.</summary>
internal sealed record MetricsSummaryResponse(DateTimeOffset Timestamp, MetricsSummaryResponse.SummaryServicePart Service)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CachePart? Cache { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SummarySystemPart? System { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EndpointsPart? Endpoints { get; init; }

    /// <param name="Name">The service.</param>
    /// <param name="Status">operational, or stopping.</param>
    /// <param name="Version">Of the service.</param>
    /// <param name="Environment">Such as Production.</param>
    internal sealed record SummaryServicePart(string Name, string Status, string Version, string Environment);

    /// <param name="Status">connected or disconnected.</param>
    internal sealed record CachePart(string Status)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Type { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Error { get; init; }
    }

    internal sealed record SummarySystemPart(double MemoryUsagePercent, double? CpuUsagePercent, double DiskUsagePercent);

    internal sealed record EndpointsPart(string Health, string SystemInfo, string Metrics, string ApiDocs);
}
