using System.Globalization;
using FamilyCart.AppHost.Publishing;
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
            .WithAnnotation(new MigratesAnnotation(database.Resource.Name))
            .WithComposePlan(PublishedServices.Migrations<TProject>(database.Resource.Name))
            .WithLocalTelemetry()
            .WithRole("project", Expectation.Completed);

    /// <summary>A service behind the gateway. Prometheus calls it <paramref name="service"/>, which its instances share.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, int port, string service)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, launchProfileName: null)
            .WithFixedHttpEndpoint(builder.Topology().Port(port))
            .WithHttpHealthCheck("/health")
            .WithHealthVerb(builder.Topology().Port(port))
            .WithMetrics(service)
            .EndsWithTheAppHost()
            .WithDifferences()
            .WithRole("project");

    /// <summary>One of the two slots that the API runs in; the gateway decides which one is used.</summary>
    public static IResourceBuilder<ProjectResource> AddApiSlot<TProject>(this IDistributedApplicationBuilder builder, string name, string slot, int port)
        where TProject : IProjectMetadata, new() =>
        builder.AddService<TProject>(name, port, service: "api").WithEnvironment("Api__Slot", slot).WithLinks().WithMail().WithTrustedGateway().WithComposePlan(PublishedServices.ApiSlot<TProject>());

    /// <summary>The only public door. Health, metrics and administration are on a loopback port of their own.</summary>
    public static IResourceBuilder<ProjectResource> AddGateway<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        const string Admin = "admin";
        const string Https = "https";
        var topology = builder.Topology();
        var adminPort = topology.Port(Ports.GatewayAdmin);
        return builder.AddProject<TProject>(name, launchProfileName: null)
            .WithFixedHttpEndpoint(topology.Port(Ports.Gateway))
            .WithEndpoint("http", endpoint => endpoint.TargetHost = AnyAddress)
            .WithFixedHttpsEndpoint(topology.Port(Ports.GatewayHttps), Https)
            .WithEndpoint(Https, endpoint => endpoint.TargetHost = AnyAddress)
            .WithExternalHttpEndpoints()
            .WithFixedHttpEndpoint(adminPort, Admin)
            .WithUrlForEndpoint("http", url => url.DisplayOrder = 1)
            .WithUrlForEndpoint(Admin, url => url.DisplayText = "administration")
            .WithUrlForEndpoint(Https, url => url.DisplayText = "with the development certificate")
            .WithEndpointsInEnvironment(endpoint => endpoint.Name is not (Admin or Https))
            .WithHttps(topology)
            .WithEnvironment("Gateway__Admin__Url", string.Create(CultureInfo.InvariantCulture, $"http://{(builder.ExecutionContext.IsRunMode ? "localhost" : AnyAddress)}:{adminPort}"))
            .WithLocalLimits()
            .WithInlineTransport()
            .WithSparingHeap()
            .WithHosts()
            .WithDeploymentState()
            .WithHttpHealthCheck("/health", endpointName: Admin)
            .WithHealthVerb(adminPort)
            .WithMetrics("gateway", Admin)
            .WithComposePlan(PublishedServices.Gateway<TProject>(topology))
            .EndsWithTheAppHost()
            .WithRole("project");
    }

    /// <summary>Where its container is asked whether it is well: with this the verb <c>health</c> need not build a service to find out.</summary>
    private static IResourceBuilder<ProjectResource> WithHealthVerb(this IResourceBuilder<ProjectResource> service, int port) =>
        service.ApplicationBuilder.ExecutionContext.IsRunMode ? service : service.WithEnvironment("Health__Url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health"));

    /// <summary>The gateway has a process to itself, so what upstreams answer need not change threads.</summary>
    private static IResourceBuilder<ProjectResource> WithInlineTransport(this IResourceBuilder<ProjectResource> gateway) =>
        gateway.WithEnvironment("Gateway__Transport__Inline", gateway.ApplicationBuilder.Configuration["Gateway:Transport:Inline"] ?? "true");

    /// <summary>
    /// What OpenSSL takes for a connection comes from glibc's heap, which keeps nearly all that it ever got: two heaps and not one for each
    /// thread, buffers of TLS as mappings of their own, and what is free at a heap's end goes back.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithSparingHeap(this IResourceBuilder<ProjectResource> gateway) => gateway
        .WithEnvironment("MALLOC_ARENA_MAX", "2")
        .WithEnvironment("MALLOC_MMAP_THRESHOLD_", "16000")
        .WithEnvironment("MALLOC_TRIM_THRESHOLD_", "131072");

    /// <summary>A run is reached by whatever name its machine has. Whoever publishes names the hosts, without which the gateway does not start.</summary>
    private static IResourceBuilder<ProjectResource> WithHosts(this IResourceBuilder<ProjectResource> gateway)
    {
        const string Hosts = "Gateway__Hosts";
        var builder = gateway.ApplicationBuilder;
        return !builder.ExecutionContext.IsRunMode ? gateway.WithEnvironment(Hosts, builder.AddParameter("gateway-hosts").OfPart(ComposeProfile.Uat))
            : builder.Configuration["Gateway:Hosts"] is { Length: > 0 } hosts ? gateway.WithEnvironment(Hosts, hosts)
            : gateway.WithEnvironment("Gateway__AnyHost", "true");
    }

    /// <summary>Which slot answers users outlives the gateway.</summary>
    private static IResourceBuilder<ProjectResource> WithDeploymentState(this IResourceBuilder<ProjectResource> gateway) =>
        gateway.WithEnvironment(
            "Gateway__Deployments__StateFile",
            Path.Combine(
                gateway.ApplicationBuilder.ExecutionContext.IsRunMode ? gateway.ApplicationBuilder.Topology().Folder("gateway") : PublishedServices.StateFolder, "deployments.json"));

    /// <summary>
    /// A run has a certificate of its own making, and http stays what everybody uses. What is published expects the operator's certificate,
    /// without which the gateway does not start.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithHttps(this IResourceBuilder<ProjectResource> gateway, UatTopology topology)
    {
        gateway.WithEnvironment("Gateway__Https__Url", string.Create(CultureInfo.InvariantCulture, $"https://{AnyAddress}:{topology.Port(Ports.GatewayHttps)}"));
        return gateway.ApplicationBuilder.ExecutionContext.IsRunMode
            ? gateway.WithEnvironment("Gateway__Https__Development", "true")
                .WithEnvironment("Gateway__Https__DevelopmentFolder", topology.Folder("gateway"))
                .WithEnvironment("Gateway__Https__Redirect", "false")
            : gateway.WithEnvironment("Gateway__Https__CertificateFile", $"{PublishedServices.CertificateFolder}/fullchain.pem")
                .WithEnvironment("Gateway__Https__KeyFile", $"{PublishedServices.CertificateFolder}/privkey.pem")
                .WithEnvironment("Gateway__Https__PublicPort", PublishedServices.HttpsPort(topology))
                .WithEnvironment("Gateway__Acme__Webroot", PublishedServices.AcmeFolder);
    }

    /// <summary>Makes an API slot known to the gateway, which starts beside it and is healthy once a slot is.</summary>
    public static IResourceBuilder<ProjectResource> WithSlot(
        this IResourceBuilder<ProjectResource> gateway, string slot, IResourceBuilder<ProjectResource> api) =>
        gateway.WithEnvironment($"Gateway__Slots__{slot}__Address", api.GetEndpoint("http"));

    /// <summary>Makes the runner manager known to the gateway.</summary>
    public static IResourceBuilder<ProjectResource> WithRunnerManager(
        this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource> manager) =>
        gateway.ApplicationBuilder.Carries(ComposeProfile.Runners) ? gateway.WithEnvironment("Gateway__RunnerManager__Address", manager.GetEndpoint("http")) : gateway;

    /// <summary>
    /// A run's gateway is on loopback, which the API trusts by itself. Published, it has an address of the engine's networks, which are private,
    /// and without its word about callers all of them would be one.
    /// </summary>
    private static IResourceBuilder<ProjectResource> WithTrustedGateway(this IResourceBuilder<ProjectResource> api) =>
        api.ApplicationBuilder.ExecutionContext.IsRunMode ? api : api.WithEnvironment("Limits__TrustedProxies", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16");

    /// <summary>Links in letters lead to this machine's gateway, or to the public address that whoever publishes names.</summary>
    private static IResourceBuilder<ProjectResource> WithLinks(this IResourceBuilder<ProjectResource> api) =>
        !api.ApplicationBuilder.ExecutionContext.IsRunMode
            ? api.WithEnvironment(LinkBase.Replace(":", "__", StringComparison.Ordinal), api.ApplicationBuilder.PublicAddress())
            : api.ApplicationBuilder.Configuration[LinkBase] is null
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

    /// <summary>The last telemetry of a program that ends waits three seconds, not ten, for a dashboard that went first; the first of one that starts may take as long on a busy machine.</summary>
    private static IResourceBuilder<ProjectResource> WithLocalTelemetry(this IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder.ExecutionContext.IsRunMode ? project.WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "3000").WithLogLines() : project;

    /// <summary>The hosting library asks for lines for people, under this very name; our services' own are JSON, in a run as in UAT.</summary>
    private static IResourceBuilder<ProjectResource> WithLogLines(this IResourceBuilder<ProjectResource> project) => project.WithEnvironment(
        "LOGGING__CONSOLE__FORMATTERNAME", project.ApplicationBuilder.Configuration["Logging:Console:FormatterName"] ?? "familycart");
}
