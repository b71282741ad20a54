using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Routing;
using FamilyCart.Gateway.Telemetry;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.ServiceDefaults.Configuration;
using Yarp.ReverseProxy.Health;

namespace FamilyCart.Gateway;

/// <summary>Composes the gateway.</summary>
internal static class GatewayExtensions
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        // Before the listeners are set: afterwards the admin's is among them.
        var publicUrls = PublicUrls.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSettings(GatewayConfiguration.Section, Read);

        // Routes and listeners are made before the start. With faults this one is never served: the start ends first.
        var configuration = Read(new SettingReader(builder.Configuration.GetSection(GatewayConfiguration.Section)));
        services.AddSingleton(configuration);
        AddListeners(builder, publicUrls, configuration);
        AddQuietLogs(builder);

        services.AddProblemDetails();
        services.AddSingleton<MatcherPolicy, DoorMatcherPolicy>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<UpstreamHealth>();
        services.AddSingleton<IAvailableDestinationsPolicy, ProbedDestinationsPolicy>();
        services.AddHostedService<UpstreamProber>();
        services.AddHealthChecks().AddCheck<SlotHealthCheck>(SlotHealthCheck.Name);
        services.AddReverseProxy()
            .LoadFromMemory(ProxyRoutes.Routes(configuration), ProxyRoutes.Clusters(configuration))
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = configuration.ConnectTimeout)
            .AddTransforms(ForwardingTransforms.Apply);
        return builder;

        GatewayConfiguration Read(SettingReader reader) => GatewayConfigurationReader.Read(reader, builder.Configuration, publicUrls);
    }

    /// <summary>Adds what every request passes. Call it before anything else is mapped.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        app.UseMiddleware<RequestCounter>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<PublicGuard>();
        return app;
    }

    /// <summary>Maps the public door: the proxied routes, /health and the page.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
            {
                proxy.Use(next => context => UpstreamProblems.InvokeAsync(context, next));
                proxy.Use(next => context => RunnersRedirect.InvokeAsync(context, next));
                proxy.Use(next => context => SocketShutdown.InvokeAsync(context, next));
            })
            .ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(new PublicDoor(route.RouteId)));
        app.MapPublicEndpoints();
        return app;
    }

    /// <summary>The host pattern of the admin listener, such as *:9080.</summary>
    public static string GetAdminHost(this WebApplication app) =>
        FormattableString.Invariant($"*:{app.Services.GetRequiredService<GatewayConfiguration>().AdminPort}");

    private static void AddListeners(WebApplicationBuilder builder, IReadOnlyList<string> publicUrls, GatewayConfiguration configuration)
    {
        builder.WebHost.UseUrls([.. publicUrls, configuration.AdminUrl]);
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = configuration.RequestBodyBytes;
        });
    }

    // YARP writes lines for every request and for each that fails, which the meter counts. Logging:LogLevel:Yarp overrules it.
    private static void AddQuietLogs(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Logging:LogLevel:Yarp"] is null)
        {
            builder.Logging.AddFilter("Yarp", LogLevel.Error);
        }
    }
}
