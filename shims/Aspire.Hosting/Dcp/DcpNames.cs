namespace Aspire.Hosting.Dcp;

/// <summary>How objects of the orchestrator are called.</summary>
internal static class DcpNames
{
    public const string ResourceAnnotation = "resource-name";
    public const string EndpointAnnotation = "endpoint-name";
    public const string ProducerAnnotation = "service-producer";
    public const string ContainerNetwork = "aspire-container-network";

    public static string Suffix() => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 8);

    public static JsonObject Annotations(IResource resource, EndpointAnnotation endpoint)
        => new() { [ResourceAnnotation] = resource.Name, [EndpointAnnotation] = endpoint.Name };

    public static string Service(IResource resource, EndpointAnnotation endpoint) => $"{resource.Name}-{endpoint.Name}".ToLowerInvariant();

    /// <summary>What the orchestrator replaces by the port that it picks for the process.</summary>
    public static string TargetPort(string service) => $$$"""{{- portForServing "{{{service}}}" -}}""";
}
