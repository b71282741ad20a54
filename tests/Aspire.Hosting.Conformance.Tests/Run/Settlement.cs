using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>Tells when a run has reached what the recording ended with.</summary>
internal sealed class Settlement
{
    private readonly Dictionary<string, string[]> _finalStates;
    private readonly Dictionary<string, int> _captures;

    public Settlement(JsonObject expected)
    {
        var resources = expected["resources"]!.AsObject();
        _finalStates = resources.ToDictionary(
            resource => resource.Key,
            resource => Ordered(resource.Value!["instances"]!.AsArray().Select(instance => instance!["states"]!.AsArray()[^1]!["state"].Text())),
            StringComparer.Ordinal);
        _captures = resources
            .Where(resource => resource.Value!["processArguments"] is not null)
            .ToDictionary(resource => resource.Key, resource => resource.Value!["processes"]!.AsArray().Count, StringComparer.Ordinal);
    }

    /// <summary>Whether every resource is in its recorded final state and every sample project has told what it received.</summary>
    public bool IsReached(IReadOnlyList<JsonObject> events, IReadOnlyList<JsonObject> captures) => HasCaptures(captures) && HasFinalStates(events);

    /// <summary>Whether every sample project has told what it received, which takes each of them a while after it is running.</summary>
    public bool HasCaptures(IReadOnlyList<JsonObject> captures) =>
        _captures.All(capture => captures.Count(told => told["name"].Text() == capture.Key) >= capture.Value);

    private bool HasFinalStates(IReadOnlyList<JsonObject> events)
    {
        var states = events.GroupBy(change => change["name"].Text()!).ToDictionary(
            changes => changes.Key,
            changes => Ordered(changes.GroupBy(change => change["id"].Text()).Select(instance => instance.Last()["state"].Text())),
            StringComparer.Ordinal);
        return _finalStates.All(final => states.GetValueOrDefault(final.Key, []).SequenceEqual(final.Value, StringComparer.Ordinal));
    }

    private static string[] Ordered(IEnumerable<string?> states) => [.. states.Select(state => state ?? "").Order(StringComparer.Ordinal)];
}
