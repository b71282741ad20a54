using Google.Protobuf.WellKnownTypes;
using Proto = Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>What the dashboard lists as a resource's properties.</summary>
internal static class ResourceProperties
{
    public static IEnumerable<Proto.ResourceProperty> Of(ResourceEvent change)
        => Known(change).Concat(change.Snapshot.Properties.Select(p => Property(p.Name, p.Value, p.IsSensitive)));

    /// <summary>Those for which the message has fields as well.</summary>
    private static IEnumerable<Proto.ResourceProperty> Known(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        (string Name, string? Value)[] known =
        [
            ("uid", change.ResourceId),
            ("name", change.ResourceId),
            ("type", snapshot.ResourceType),
            ("displayName", change.Resource.Name),
            ("state", snapshot.State?.Text),
            ("exitCode", snapshot.ExitCode?.ToString(CultureInfo.InvariantCulture)),
            ("createTime", Text(snapshot.CreationTimeStamp)),
            ("startTime", Text(snapshot.StartTimeStamp)),
            ("stopTime", Text(snapshot.StopTimeStamp)),
            ("healthState", snapshot.HealthStatus?.ToString())
        ];
        return known.Select(p => Property($"resource.{p.Name}", p.Value, isSensitive: false));
    }

    private static Proto.ResourceProperty Property(string name, object? value, bool isSensitive)
        => new() { Name = name, Value = ValueOf(value), IsSensitive = isSensitive };

    private static Value ValueOf(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        int number => Value.ForNumber(number),
        IEnumerable<string> texts => Value.ForList([.. texts.Select(Value.ForString)]),
        IEnumerable<int> numbers => Value.ForList([.. numbers.Select(n => Value.ForNumber(n))]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
    };

    private static string? Text(DateTime? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
