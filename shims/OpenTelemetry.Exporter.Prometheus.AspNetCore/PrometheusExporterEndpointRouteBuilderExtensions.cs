using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Answers scrapes from an endpoint.</summary>
public static class PrometheusExporterEndpointRouteBuilderExtensions
{
    /// <inheritdoc cref="MapPrometheusScrapingEndpoint(IEndpointRouteBuilder, string, MeterProvider, Action{IApplicationBuilder}, string)" />
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints) =>
        MapPrometheusScrapingEndpoint(endpoints, null, null, null, null);

    /// <inheritdoc cref="MapPrometheusScrapingEndpoint(IEndpointRouteBuilder, string, MeterProvider, Action{IApplicationBuilder}, string)" />
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(this IEndpointRouteBuilder endpoints, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return MapPrometheusScrapingEndpoint(endpoints, path, null, null, null);
    }

    /// <summary>Maps the scraping endpoint.</summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="path">The path; <see langword="null"/> for the one of the options.</param>
    /// <param name="meterProvider">The provider that carries the exporter; <see langword="null"/> for the application's own.</param>
    /// <param name="configureBranchedPipeline">Adds middleware in front of the answer.</param>
    /// <param name="optionsName">The name of the options; <see langword="null"/> for the unnamed ones.</param>
    /// <returns>The endpoint, for conventions such as required hosts.</returns>
    /// <exception cref="ArgumentException">The meter provider carries no Prometheus exporter.</exception>
    public static IEndpointConventionBuilder MapPrometheusScrapingEndpoint(
        this IEndpointRouteBuilder endpoints, string? path, MeterProvider? meterProvider, Action<IApplicationBuilder>? configureBranchedPipeline,
        string? optionsName)
    {
        ArgumentNullException.ThrowIfNull(endpoints);

        // The provider first: building it runs the deferred option callbacks that the path may come from.
        meterProvider ??= endpoints.ServiceProvider.GetRequiredService<MeterProvider>();
        var scrapes = ScrapeEndpoint.Create(endpoints.ServiceProvider, meterProvider);

        var branch = endpoints.CreateApplicationBuilder();
        configureBranchedPipeline?.Invoke(branch);
        branch.Run(scrapes.AnswerAsync);

        return endpoints.Map(ScrapeEndpoint.Path(endpoints.ServiceProvider, path, optionsName), branch.Build()).WithDisplayName("Prometheus metrics");
    }
}
