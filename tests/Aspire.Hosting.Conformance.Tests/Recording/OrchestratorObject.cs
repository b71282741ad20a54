using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Recording;

internal static class OrchestratorObject
{
    public static string? Annotation(this JsonObject item, string name) => item["metadata"]?["annotations"]?[name].Text();
}

internal static class ServiceOwner
{
    /// <summary>The resource and the endpoint that a service of the orchestrator stands for.</summary>
    public static (string? Resource, string? Endpoint) Of(JsonObject service) =>
        (service.Annotation("resource-name") ?? service["metadata"]!["name"].Text(), service.Annotation("endpoint-name") ?? "?");
}
