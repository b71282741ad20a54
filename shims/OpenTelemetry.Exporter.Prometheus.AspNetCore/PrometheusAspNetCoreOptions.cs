namespace OpenTelemetry.Exporter;

/// <summary>Options of the Prometheus scraping endpoint.</summary>
public class PrometheusAspNetCoreOptions
{
    internal const string DefaultScrapeEndpointPath = "/metrics";

    /// <summary>Gets or sets the path of the endpoint; <see langword="null"/> means the default, <c>/metrics</c>.</summary>
    public string? ScrapeEndpointPath { get; set; } = DefaultScrapeEndpointPath;

    /// <summary>Gets or sets whether counters keep their names without <c>_total</c> in the text format. Default: they do not.</summary>
    public bool DisableTotalNameSuffixForCounters { get; set; }

    /// <summary>Gets or sets for how many milliseconds a response is served again. Default 300; 0 collects for every scrape.</summary>
    public int ScrapeResponseCacheDurationMilliseconds { get; set; } = 300;
}
