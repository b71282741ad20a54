namespace Aspire.Hosting;

public static class DockerComposeAspireDashboardResourceBuilderExtensions
{
    private const int BrowserPort = 18888;
    private const int OtlpGrpcPort = 18889;
    private const int OtlpHttpPort = 18890;

    /// <param name="builder">The dashboard.</param>
    /// <param name="port">The port of the machine that its page is on; none for one that the engine picks.</param>
    public static IResourceBuilder<DockerComposeAspireDashboardResource> WithHostPort(
        this IResourceBuilder<DockerComposeAspireDashboardResource> builder, int? port = null)
        => builder.WithEndpoint("http", endpoint => endpoint.Port = port);

    /// <summary>Whether it believes what a proxy before it says of a request.</summary>
    public static IResourceBuilder<DockerComposeAspireDashboardResource> WithForwardedHeaders(
        this IResourceBuilder<DockerComposeAspireDashboardResource> builder, bool enabled = true)
        => builder.WithEnvironment("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", enabled ? "true" : "false");

    internal static IResourceBuilder<DockerComposeAspireDashboardResource> CreateDashboard(this IDistributedApplicationBuilder builder, string name)
        => builder.CreateResourceBuilder(new DockerComposeAspireDashboardResource(name))
            .WithImage("dotnet/nightly/aspire-dashboard", "13.5")
            .WithImageRegistry("mcr.microsoft.com")
            .WithHttpEndpoint(targetPort: BrowserPort)
            .WithExternalHttpEndpoints()
            .WithHttpEndpoint(name: "otlp-grpc", targetPort: OtlpGrpcPort)
            .WithHttpEndpoint(name: "otlp-http", targetPort: OtlpHttpPort)
            .PublishAsDockerComposeService((_, service) => service.Restart = "always");
}
