using FamilyCart.ServiceDefaults.Health;
using FamilyCart.ServiceDefaults.Http;
using FamilyCart.ServiceDefaults.Problems;
using FamilyCart.ServiceDefaults.Secrets;
using FamilyCart.ServiceDefaults.Shutdown;
using FamilyCart.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.ServiceDefaults;

/// <summary>What every service of FamilyCart shares.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds OpenTelemetry (metrics, traces, logs), health checks, problem details, resilient HTTP clients and graceful shutdown, once
    /// every <c>{secret:NAME}</c> in the configuration is replaced by the secret's file. Call it before anything that reads a setting.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // First: what follows reads settings while it is added.
        builder.ReplaceSecretReferences();
        builder.Services.TryAddSingleton(LiveSecrets.None);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        builder.Services.AddServiceHealth();
        builder.Services.AddProblems();
        builder.Services.AddResilientHttpClients();
        builder.Services.AddGracefulShutdown();
        return builder;
    }

    /// <summary>Maps <c>/metrics</c> (Prometheus), <c>/alive</c> (the process) and <c>/health</c> (can it do its work).</summary>
    /// <param name="app">The service.</param>
    /// <param name="managementHost">
    /// A host and port such as <c>*:9080</c> on which alone these are answered; <see langword="null"/> answers them wherever the
    /// service listens.
    /// </param>
    /// <returns>The same service.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app, string? managementHost = null)
    {
        List<IEndpointConventionBuilder> endpoints = [app.MapPrometheusScrapingEndpoint(), .. app.MapServiceHealth()];

        // Every second's probes would drown a service's real traffic in its request metrics, and nobody may shut them out.
        endpoints.ForEach(endpoint => endpoint.DisableHttpMetrics().AllowAnonymous().DisableRateLimiting());

        if (managementHost is not null)
        {
            app.Services.GetRequiredService<ManagementAddress>().Host = managementHost;
            endpoints.ForEach(endpoint => endpoint.RequireHost(managementHost));
        }

        return app;
    }
}
