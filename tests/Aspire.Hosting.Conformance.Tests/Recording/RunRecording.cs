using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Run;

namespace Aspire.Hosting.Conformance.Tests.Recording;

/// <summary>What one run left behind, before normalisation.</summary>
/// <param name="Events">Resource snapshots in order of arrival.</param>
/// <param name="Model">Every resource with its public annotations.</param>
/// <param name="Objects">The orchestrator's objects by plural kind.</param>
/// <param name="Captures">What each sample project received.</param>
/// <param name="Environment">The AppHost's own environment.</param>
/// <param name="Ports">The dashboard's ports of this run.</param>
internal sealed record RunRecording(
    IReadOnlyList<JsonObject> Events,
    JsonArray Model,
    IReadOnlyDictionary<string, JsonArray> Objects,
    IReadOnlyList<JsonObject> Captures,
    IReadOnlyDictionary<string, string> Environment,
    DashboardPorts Ports)
{
    /// <summary>Objects of one kind; none where the run ended before it could be asked.</summary>
    public IEnumerable<JsonObject> Of(string kind) =>
        Objects.TryGetValue(kind, out var objects) ? objects.Select(item => item!.AsObject()) : [];
}
