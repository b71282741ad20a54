using System.Globalization;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>Our own services: projects on fixed loopback ports, healthy by their own /health, scraped at /metrics.</summary>
internal static class ServiceExtensions
{
    private const string AnyAddress = "0.0.0.0";
    private const string LinkBase = "Mail:LinkBase";

    /// <summary>The service run once with <c>migrate</c>, as the database's owner; others wait for its completion.</summary>
    public static IResourceBuilder<ProjectResource> AddMigrations<TProject>(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<UatDatabaseResource> database)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, launchProfileName: null)
            .WithArgs("migrate")
            .WithEnvironment($"ConnectionStrings__{database.Resource.Name}", database.Resource.OwnerConnectionString)
            .WaitFor(database)
            .WithLocalTelemetry()
            .WithRole("project", Expectation.Completed);

    /// <summary>A service behind the gateway. Prometheus calls it <paramref name="service"/>, which its instances share.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, int port, string service)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, launchProfileName: null)
            .WithFixedHttpEndpoint(builder.Topology().Port(port))
            .WithHttpHealthCheck("/health")
            .WithMetrics(service)
            .EndsWithTheAppHost()
            .WithRole("project");

    /// <summary>One of the two slots that the API runs in; the gateway decides which one is used.</summary>
    public static IResourceBuilder<ProjectResource> AddApiSlot<TProject>(this IDistributedApplicationBuilder builder, string name, string slot, int port)
        where TProject : IProjectMetadata, new() =>
        builder.AddService<TProject>(name, port, service: "api").WithEnvironment("Api__Slot", slot).WithLocalLinks();

    /// <summary>The only public door. Health, metrics and administration are on a loopback port of their own.</summary>
    public static IResourceBuilder<ProjectResource> AddGateway<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        const string Admin = "admin";
        var topology = builder.Topology();
        var adminPort = topology.Port(Ports.GatewayAdmin);
        return builder.AddProject<TProject>(name, launchProfileName: null)
            .WithFixedHttpEndpoint(topology.Port(Ports.Gateway))
            .WithEndpoint("http", endpoint => endpoint.TargetHost = AnyAddress)
            .WithExternalHttpEndpoints()
            .WithFixedHttpEndpoint(adminPort, Admin)
            .WithUrlForEndpoint("http", url => url.DisplayOrder = 1)
            .WithUrlForEndpoint(Admin, url => url.DisplayText = "administration")
            .WithEndpointsInEnvironment(endpoint => endpoint.Name != Admin)
            .WithEnvironment("Gateway__Admin__Url", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{adminPort}"))
            .WithHttpHealthCheck("/health", endpointName: Admin)
            .WithMetrics("gateway", Admin)
            .EndsWithTheAppHost()
            .WithRole("project");
    }

    /// <summary>Makes an API slot known to the gateway, which starts beside it and is healthy once a slot is.</summary>
    public static IResourceBuilder<ProjectResource> WithSlot(
        this IResourceBuilder<ProjectResource> gateway, string slot, IResourceBuilder<ProjectResource> api) =>
        gateway.WithEnvironment($"Gateway__Slots__{slot}__Address", api.GetEndpoint("http"));

    /// <summary>Makes the runner manager known to the gateway.</summary>
    public static IResourceBuilder<ProjectResource> WithRunnerManager(
        this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource> manager) =>
        gateway.WithEnvironment("Gateway__RunnerManager__Address", manager.GetEndpoint("http"));

    /// <summary>Links in letters lead to this machine's gateway. Whoever publishes names the public address.</summary>
    private static IResourceBuilder<ProjectResource> WithLocalLinks(this IResourceBuilder<ProjectResource> api) =>
        api.ApplicationBuilder.ExecutionContext.IsRunMode && api.ApplicationBuilder.Configuration[LinkBase] is null
            ? api.WithEnvironment(
                LinkBase.Replace(":", "__", StringComparison.Ordinal),
                string.Create(CultureInfo.InvariantCulture, $"http://localhost:{api.ApplicationBuilder.Topology().Port(Ports.Gateway)}"))
            : api;

    /// <summary>
    /// An AppHost that is killed cannot stop its services, and the orchestrator, which then does, reaches them late: <c>dotnet run</c> passes
    /// no TERM on. So they watch this process themselves.
    /// </summary>
    private static IResourceBuilder<ProjectResource> EndsWithTheAppHost(this IResourceBuilder<ProjectResource> service) =>
        service.ApplicationBuilder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("Shutdown__OwnerProcessId", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).WithLocalTelemetry()
            : service;

    /// <summary>The last telemetry of a program that ends waits a second, not ten, for a dashboard that went first.</summary>
    private static IResourceBuilder<ProjectResource> WithLocalTelemetry(this IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder.ExecutionContext.IsRunMode ? project.WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "1000") : project;
}
