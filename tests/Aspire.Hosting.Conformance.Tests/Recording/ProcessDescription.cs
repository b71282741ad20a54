using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>An executable of the orchestrator as <c>run.json</c> has it: what was asked for, with the values that took effect.</summary>
internal static class ProcessDescription
{
    public static JsonObject Create(JsonObject executable)
    {
        var spec = executable["spec"]!.AsObject();
        var status = executable["status"]?.AsObject() ?? [];
        var process = new JsonObject
        {
            ["executable"] = spec["executablePath"]?.DeepClone(),
            ["arguments"] = Arguments(spec, status),
            ["workingDirectory"] = spec["workingDirectory"]?.DeepClone(),
            ["executionType"] = spec["executionType"]?.DeepClone(),
            ["start"] = spec["start"]?.DeepClone(),
            ["state"] = status["state"]?.DeepClone(),
            ["exitCode"] = status["exitCode"]?.DeepClone(),
            ["message"] = status["message"]?.DeepClone(),
            ["environment"] = Environment(spec, status)
        };
        foreach (var absent in process.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            process.Remove(absent);
        }

        return process;
    }

    private static JsonNode Arguments(JsonObject spec, JsonObject status) =>
        status["effectiveArgs"] is JsonArray { Count: > 0 } effective
            ? effective.DeepClone()
            : spec["args"]?.DeepClone() ?? new JsonArray();

    private static JsonObject Environment(JsonObject spec, JsonObject status)
    {
        var effective = (status["effectiveEnv"]?.AsArray() ?? []).ToDictionary(
            variable => variable!["name"].Text()!,
            variable => variable!["value"].Text() ?? "",
            StringComparer.Ordinal);
        var environment = new JsonObject();
        foreach (var variable in (spec["env"]?.AsArray() ?? []).OrderBy(variable => variable!["name"].Text(), StringComparer.Ordinal))
        {
            var name = variable!["name"].Text()!;
            environment[name] = effective.Count > 0 ? effective.GetValueOrDefault(name) : variable["value"].Text();
        }

        return environment;
    }
}
