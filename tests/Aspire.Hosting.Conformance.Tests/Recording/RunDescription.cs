using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>Turns a recording into the form that <c>run.json</c> has.</summary>
internal static class RunDescription
{
    /// <summary>Lists secrets whose plain form is also their percent-encoded one; no recording has this member.</summary>
    public const string EncodedAlike = "encodedAlike";

    private const string Dashboard = "aspire-dashboard";
    private const string Rebuilder = "ProjectRebuilderResource";

    /// <summary>Normalised, without what only the end of the run tells (exit code, output).</summary>
    public static JsonObject Create(ConformanceCase subject, RunRecording recording)
    {
        var normalizer = Placeholders.Learn(subject, recording);
        var resources = new JsonObject();
        foreach (var name in Names(recording).Where(name => name != Dashboard || subject.CoversDashboard))
        {
            resources[name] = ResourceDescription.Create(subject, recording, name, normalizer);
        }

        var description = new JsonObject
        {
            ["case"] = subject.Name,
            ["startOrder"] = StartOrder(recording),
            ["resources"] = resources,
            ["orchestratorServices"] = Services(subject, recording),
            ["orchestratorNetworks"] = new JsonArray([.. recording.Of("containernetworks").Select(network => network["spec"]?.DeepClone())])
        };
        var normalized = normalizer.Apply(description)!.AsObject();
        normalized[EncodedAlike] = new JsonArray([.. normalizer.EncodedAlike.Select(name => (JsonNode)name)]);
        return normalized;
    }

    private static IEnumerable<string> Names(RunRecording recording)
    {
        var hidden = recording.Model
            .Where(resource => resource!["clrType"].Text()?.EndsWith(Rebuilder, StringComparison.Ordinal) == true)
            .Select(resource => resource!["name"].Text()!)
            .ToHashSet(StringComparer.Ordinal);
        return recording.Model.Select(resource => resource!["name"].Text()!)
            .Concat(recording.Events.Select(change => change["name"].Text()!))
            .Where(name => !hidden.Contains(name))
            .Distinct(StringComparer.Ordinal);
    }

    private static JsonArray StartOrder(RunRecording recording)
    {
        var names = recording.Of("executables")
            .Select(item => (Stamp: item["status"]?["startupTimestamp"].Text() ?? "", Name: item.Annotation("resource-name") ?? ""))
            .Where(started => started.Stamp.Length > 0 && started.Name != Dashboard)
            .Order()
            .Select(started => started.Name)
            .Distinct(StringComparer.Ordinal);
        return new JsonArray([.. names.Select(name => (JsonNode)name)]);
    }

    private static JsonArray Services(ConformanceCase subject, RunRecording recording)
    {
        var services = recording.Of("services")
            .Select(service => (Owner: ServiceOwner.Of(service), Spec: service["spec"]!.AsObject()))
            .Where(service => subject.CoversDashboard || service.Owner.Resource != Dashboard)
            .OrderBy(service => service.Owner.Resource, StringComparer.Ordinal)
            .ThenBy(service => service.Owner.Endpoint, StringComparer.Ordinal);
        return new JsonArray([.. services.Select(service =>
        {
            var entry = new JsonObject { ["resource"] = service.Owner.Resource, ["endpoint"] = service.Owner.Endpoint };
            entry.CopyFrom(service.Spec);
            return entry;
        })]);
    }
}
