using System.Text.Json;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>A topology as the JSON file of its run describes it.</summary>
internal sealed record TopologyDescription(
    string Topology,
    string Runtime,
    string? RuntimeReason,
    int ProcessId,
    int? ExitCode,
    string? Error,
    double? SecondsToHealthy,
    string Gateway,
    string Dashboard,
    string DataDirectory,
    string SecretsFile,
    IReadOnlyList<ResourceDescription> Resources,
    IReadOnlyList<AbsentDescription> Absent,
    IReadOnlyList<StepDescription>? Smoke)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public static TopologyDescription Read(string path) => JsonSerializer.Deserialize<TopologyDescription>(File.ReadAllText(path), s_json)!;

    /// <summary>The table without what differs from run to run.</summary>
    public IEnumerable<string> Table =>
        Resources.Select(resource => $"{resource.Name} {resource.Kind} {resource.State} {resource.Health} {resource.Url}")
            .Concat(Absent.Select(absent => $"{absent.Name} absent {absent.Reason}"));

    public Uri UrlOf(string resource) => new(Resources.Single(candidate => candidate.Name == resource).Url!);
}

internal sealed record ResourceDescription(string Name, string Kind, string State, string Health, string? Url, int? ProcessId, double? Seconds);

internal sealed record AbsentDescription(string Name, string Reason);

internal sealed record StepDescription(string Name, double Milliseconds, string? Error);
