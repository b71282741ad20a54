using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Recording;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Comparison;

/// <summary>Compares what a run did with what was recorded, strictly where the suite's README says so and loosely where it allows it.</summary>
internal static class RunComparer
{
    // Only there when the sample project had started in time to tell, which the recording of one resource did not.
    private static readonly string[] _toldByProcess = ["processArguments", "addedByOrchestrator"];

    /// <summary>All differences at once; an end that has not come yet (no exit code) is not one.</summary>
    public static IReadOnlyList<Difference> Compare(JsonObject expected, JsonObject actual) => CompareForms(WithForms(expected, actual), actual);

    // Whether the random password of a run has anything to encode is chance.
    private static JsonObject WithForms(JsonObject expected, JsonObject actual) => JsonNode.Parse(
        (actual[RunDescription.EncodedAlike]?.AsArray() ?? []).Aggregate(
            Json.Compact(expected),
            (text, name) => text.Replace($"<generated:{name}:uri>", $"<generated:{name}>", StringComparison.Ordinal)))!.AsObject();

    private static List<Difference> CompareForms(JsonObject expected, JsonObject actual) =>
    [
        .. JsonComparer.CompareMembers("resources", Resources(expected), Resources(actual), CompareResource),
        .. JsonComparer.Compare("orchestratorServices", Services(expected), Services(actual)),
        .. JsonComparer.Compare("orchestratorNetworks", expected["orchestratorNetworks"], actual["orchestratorNetworks"]),
        .. StartOrder.Check(actual),
        .. OutputComparer.Compare(expected, actual),
        .. CompareEnd(expected, actual)
    ];

    private static IEnumerable<Difference> CompareEnd(JsonObject expected, JsonObject actual) =>
        ((string[])["exitCodeAfterSigterm", "exitCode"])
            .Where(actual.ContainsKey)
            .SelectMany(name => JsonComparer.Compare(name, expected[name], actual[name]));

    private static IEnumerable<Difference> CompareResource(string path, JsonNode? expected, JsonNode? actual)
    {
        var left = expected!.AsObject();
        var right = actual!.AsObject().DeepClone().AsObject();
        foreach (var name in _toldByProcess.Where(name => !left.ContainsKey(name)))
        {
            right.Remove(name);
        }

        return JsonComparer.CompareMembers(path, left, right, (at, before, now) =>
            at == $"{path}.instances" ? JsonComparer.CompareItems(at, before!.AsArray(), now!.AsArray(), CompareInstance)
            : JsonComparer.Compare(at, before, now));
    }

    private static IEnumerable<Difference> CompareInstance(string path, JsonNode? expected, JsonNode? actual) =>
        JsonComparer.CompareMembers(path, expected!.AsObject(), actual!.AsObject(), (at, before, now) => at[path.Length..] switch
        {
            ".states" => StateSequence.Compare(at, before, now),
            ".urls" or ".relationships" or ".healthReports" => JsonComparer.CompareAsSet(at, before, now),
            _ => JsonComparer.Compare(at, before, now)
        });

    // An endpoint's own service and that of its tunnel come in the order of names which say nothing.
    private static JsonArray Services(JsonObject run) => new([.. (run["orchestratorServices"]?.AsArray() ?? [])
        .Select(service => service?.DeepClone())
        .OrderBy(service => service?["resource"].Text(), StringComparer.Ordinal)
        .ThenBy(service => service?["endpoint"].Text(), StringComparer.Ordinal)
        .ThenBy(Json.Canonical, StringComparer.Ordinal)]);

    // The hidden helper of a project is left out, also where the recording could not recognise it.
    private static JsonObject Resources(JsonObject run) => new((run["resources"]?.AsObject() ?? [])
        .Where(resource => !resource.Key.EndsWith("-rebuilder", StringComparison.Ordinal))
        .Select(resource => KeyValuePair.Create(resource.Key, resource.Value?.DeepClone())));
}
