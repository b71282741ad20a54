using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>One resource as <c>run.json</c> has it, not yet normalised.</summary>
internal static class ResourceDescription
{
    private static readonly string[] _annotations = ["clrType", "parent", "endpoints", "waits", "healthChecks", "explicitStart"];

    public static JsonObject Create(ConformanceCase subject, RunRecording recording, string name, Normalizer normalizer)
    {
        var resource = new JsonObject();
        var model = recording.Model.FirstOrDefault(resource => resource!["name"].Text() == name)?.AsObject() ?? [];
        foreach (var annotation in _annotations.Where(annotation => !model[annotation].IsNothing()))
        {
            resource[annotation] = model[annotation]!.DeepClone();
        }

        var changes = recording.Events.Where(change => change["name"].Text() == name).ToArray();
        resource["resourceType"] = changes.FirstOrDefault()?["type"]?.DeepClone();
        resource["instances"] = InCanonicalOrder(
            changes.GroupBy(change => change["id"].Text()).Select(instance => InstanceDescription.Create(subject, [.. instance])),
            normalizer);

        var processes = OwnedBy(recording, "executables", name).Select(ProcessDescription.Create).ToArray();
        if (processes.Length > 0)
        {
            AddCaptures(resource, recording, name, processes);
            resource["processes"] = InCanonicalOrder(processes, normalizer);
        }

        var containers = OwnedBy(recording, "containers", name).Select(ContainerOf).ToArray();
        if (containers.Length > 0)
        {
            resource["containers"] = new JsonArray(containers);
        }

        return resource;
    }

    private static IEnumerable<JsonObject> OwnedBy(RunRecording recording, string kind, string name) =>
        recording.Of(kind).Where(item => item.Annotation("resource-name") == name);

    private static JsonObject ContainerOf(JsonObject item)
    {
        var container = new JsonObject();
        container.CopyFrom(item["spec"]!.AsObject());
        container["_state"] = item["status"]?["state"]?.DeepClone();
        return container;
    }

    private static void AddCaptures(JsonObject resource, RunRecording recording, string name, JsonObject[] processes)
    {
        var captures = recording.Captures.Where(capture => capture["name"].Text() == name).ToArray();
        if (captures.Length == 0)
        {
            return;
        }

        var received = captures[0]["environment"]!.AsObject();
        var set = processes[0]["environment"]!.AsObject();
        resource["processArguments"] = captures[0]["args"]?.DeepClone();
        resource["addedByOrchestrator"] = new JsonArray([.. received
            .Select(variable => variable.Key)
            .Where(variable => !set.ContainsKey(variable) && IsAdded(variable, recording.Environment))
            .Order(StringComparer.Ordinal)
            .Select(variable => (JsonNode)variable)]);

        if (processes.Length == 1 && captures.Length == 1)
        {
            var differing = new JsonObject(set
                .Where(variable => received[variable.Key].Text() != variable.Value.Text())
                .OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Select(variable => KeyValuePair.Create<string, JsonNode?>(variable.Key, new JsonObject
                {
                    ["process"] = received[variable.Key]?.DeepClone(),
                    ["orchestrator"] = variable.Value?.DeepClone()
                })));
            if (differing.Count > 0)
            {
                resource["differsInProcess"] = differing;
            }
        }
    }

    // `dotnet run` sets variables of its own for the program that it starts.
    private static bool IsAdded(string variable, IReadOnlyDictionary<string, string> environment) =>
        variable == "DOTNET_LAUNCH_PROFILE"
        || (!environment.ContainsKey(variable)
            && !variable.StartsWith("DOTNET_", StringComparison.Ordinal)
            && !variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase));

    // Replicas have no order of their own.
    private static JsonArray InCanonicalOrder(IEnumerable<JsonObject> entries, Normalizer normalizer) =>
        new([.. entries.OrderBy(entry => Json.Canonical(normalizer.Apply(entry)), StringComparer.Ordinal)]);
}
