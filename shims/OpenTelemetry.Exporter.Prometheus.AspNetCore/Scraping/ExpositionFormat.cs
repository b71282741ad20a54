namespace OpenTelemetry.Exporter.Prometheus.Scraping;

// What the scraper is answered with. Serialization knows two shapes; the content type names the version that was asked for.
internal sealed record ExpositionFormat(string MediaType, string Version, bool IsOpenMetrics, bool NamesEscaping)
{
    public static readonly ExpositionFormat Text = new("text/plain", "0.0.4", IsOpenMetrics: false, NamesEscaping: false);
    public static readonly ExpositionFormat Text1 = new("text/plain", "1.0.0", IsOpenMetrics: false, NamesEscaping: true);
    public static readonly ExpositionFormat OpenMetrics0 = new("application/openmetrics-text", "0.0.1", IsOpenMetrics: true, NamesEscaping: false);
    public static readonly ExpositionFormat OpenMetrics = new("application/openmetrics-text", "1.0.0", IsOpenMetrics: true, NamesEscaping: true);

    public static readonly IReadOnlyList<ExpositionFormat> All = [Text, Text1, OpenMetrics0, OpenMetrics];

    // From version 1.0.0 on a text format has to say how names outside of Prometheus's alphabet were written.
    public string ContentType { get; } = $"{MediaType}; version={Version}; charset=utf-8{(NamesEscaping ? "; escaping=underscores" : string.Empty)}";
}
