namespace Microsoft.AspNetCore.Builder;

/// <summary>Answers scrapes from a branch of the pipeline.</summary>
public static class PrometheusExporterApplicationBuilderExtensions
{
    /// <inheritdoc cref="UseOpenTelemetryPrometheusScrapingEndpoint(IApplicationBuilder, MeterProvider, Func{HttpContext, bool}, string, Action{IApplicationBuilder}, string)" />
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(this IApplicationBuilder app) =>
        UseOpenTelemetryPrometheusScrapingEndpoint(app, null, null, null, null, null);

    /// <inheritdoc cref="UseOpenTelemetryPrometheusScrapingEndpoint(IApplicationBuilder, MeterProvider, Func{HttpContext, bool}, string, Action{IApplicationBuilder}, string)" />
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(this IApplicationBuilder app, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return UseOpenTelemetryPrometheusScrapingEndpoint(app, null, null, path, null, null);
    }

    /// <inheritdoc cref="UseOpenTelemetryPrometheusScrapingEndpoint(IApplicationBuilder, MeterProvider, Func{HttpContext, bool}, string, Action{IApplicationBuilder}, string)" />
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(this IApplicationBuilder app, Func<HttpContext, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return UseOpenTelemetryPrometheusScrapingEndpoint(app, null, predicate, null, null, null);
    }

    /// <summary>Answers the scrapes that the predicate, else the path, picks.</summary>
    /// <param name="app">The application.</param>
    /// <param name="meterProvider">The provider that carries the exporter; <see langword="null"/> for the application's own.</param>
    /// <param name="predicate">Picks requests; the path is ignored then.</param>
    /// <param name="path">The path; <see langword="null"/> for the one of the options.</param>
    /// <param name="configureBranchedPipeline">Adds middleware in front of the answer.</param>
    /// <param name="optionsName">The name of the options; <see langword="null"/> for the unnamed ones.</param>
    /// <returns>The same application.</returns>
    /// <exception cref="ArgumentException">The meter provider carries no Prometheus exporter.</exception>
    public static IApplicationBuilder UseOpenTelemetryPrometheusScrapingEndpoint(
        this IApplicationBuilder app, MeterProvider? meterProvider, Func<HttpContext, bool>? predicate, string? path,
        Action<IApplicationBuilder>? configureBranchedPipeline, string? optionsName)
    {
        ArgumentNullException.ThrowIfNull(app);

        // The provider first: building it runs the deferred option callbacks that the path may come from.
        meterProvider ??= app.ApplicationServices.GetRequiredService<MeterProvider>();
        var scrapes = ScrapeEndpoint.Create(app.ApplicationServices, meterProvider);

        void Branch(IApplicationBuilder branch)
        {
            configureBranchedPipeline?.Invoke(branch);
            branch.Run(scrapes.AnswerAsync);
        }

        return predicate is null ? app.Map(ScrapeEndpoint.Path(app.ApplicationServices, path, optionsName), Branch) : app.MapWhen(predicate, Branch);
    }
}
