using System.Diagnostics;
using FamilyCart.Gateway.Administration;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Forwarding;
using FamilyCart.Gateway.Protection;
using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Routing;
using FamilyCart.Gateway.Telemetry;
using FamilyCart.Gateway.Tls;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Transport;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Authentication;

namespace FamilyCart.Gateway;

/// <summary>Composes the gateway.</summary>
internal static class GatewayExtensions
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddTransport();

        // Before the listeners are set: afterwards the admin's is among them.
        var publicUrls = PublicUrls.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSettings(GatewayConfiguration.Section, Read);

        // Routes and listeners are made before the start. With faults this one is never served: the start ends first.
        var configuration = Read(new SettingReader(builder.Configuration.GetSection(GatewayConfiguration.Section)));
        services.AddSingleton(configuration);
        AddListeners(builder, [.. publicUrls, .. builder.AddTls(publicUrls, configuration)], configuration);
        AddQuietLogs(builder);

        services.AddProblemDetails();
        services.AddSingleton<MatcherPolicy, DoorMatcherPolicy>();
        services.AddSingleton<GatewayMetrics>();
        services.AddHostedService<FirstSeries>();
        services.AddSeriesLimit();
        services.AddSingleton<DistributedContextPropagator>(new OwnTraces(DistributedContextPropagator.Current));
        services.AddSingleton<UpstreamHealth>();
        services.AddSingleton<UpstreamMarks>();
        services.AddHostedService<UpstreamProber>();
        services.AddHealthChecks().AddCheck<SlotHealthCheck>(SlotHealthCheck.Name);
        builder.AddAccess();

        // Only endpoints of operators ask who somebody is; otherwise every token of a user would be hashed at the door.
        services.Configure<AuthenticationOptions>(authentication => authentication.DefaultAuthenticateScheme = "");
        services.AddSettings(DeploymentSettings.Section, reader => DeploymentSettingsReader.Read(reader, configuration));
        services.AddTraffic();
        services.AddProtection(builder.Environment);
        services.AddDeployments();
        services.AddForwarding();
        return builder;

        GatewayConfiguration Read(SettingReader reader) => GatewayConfigurationReader.Read(reader, builder.Configuration, publicUrls);
    }

    /// <summary>Adds what every request passes. Call it before anything else is mapped.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        app.UseMiddleware<CallerTrace>();
        app.UseMiddleware<RequestCounter>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<StrictTransport>();
        app.UseProtection();
        app.UseMiddleware<HttpsRedirect>();
        return app;
    }

    /// <summary>Maps the public door: the proxied routes, /health and the page.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.MapProxy();
        app.MapPublicEndpoints();
        app.MapAcmeChallenge();
        app.MapDeployments();
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

            // Kestrel keeps one of these alone. The count comes before TLS, which is the dearest part of a connection.
            kestrel.ConfigureEndpointDefaults(listen =>
            {
                ConnectionLimits.Guard(listen);
                listen.ApplicationServices.GetService<HttpsDoor>()?.Open(listen);
            });
        });
    }

    // YARP writes lines for every request and for each that fails, and Kestrel for each frame of HTTP/2 that it does not want: the meters
    // count both. Logging:LogLevel of the same names overrules it.
    private static void AddQuietLogs(WebApplicationBuilder builder)
    {
        foreach (var (category, level) in new[] { ("Yarp", LogLevel.Error), ("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.None) })
        {
            if (builder.Configuration[$"Logging:LogLevel:{category}"] is null)
            {
                builder.Logging.AddFilter(category, level);
            }
        }
    }
}
