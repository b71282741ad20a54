namespace OpenTelemetry.Exporter.Prometheus.Scraping;

internal static class ContentNegotiation
{
    // The first of the formats with the highest quality that can be served; plain text when there is none.
    public static ExpositionFormat Choose(IList<MediaTypeHeaderValue> accepted)
    {
        var best = ExpositionFormat.Text;
        var bestQuality = 0.0;
        for (var index = 0; index < accepted.Count; index++)
        {
            // A quality that is no number between 0 and 1 reads as none; it must not outrank a valid 1.
            var quality = accepted[index].Quality ?? (Parameter(accepted[index], "q") is null ? 1 : 0.0005);
            if (quality > bestQuality && Match(accepted[index]) is { } format)
            {
                best = format;
                bestQuality = quality;
            }
        }

        return best;
    }

    public static bool AcceptsGzip(IList<StringWithQualityHeaderValue> encodings) =>
        encodings.Any(encoding => encoding.Quality is not 0 && encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));

    private static ExpositionFormat? Match(MediaTypeHeaderValue accepted)
    {
        var version = Parameter(accepted, "version");

        // Names are always written with underscores; a scraper that would take UTF-8 ones takes those as well.
        if (Parameter(accepted, "escaping") is { } escaping && escaping is not ("underscores" or "allow-utf-8"))
        {
            return null;
        }

        return ExpositionFormat.All.FirstOrDefault(format =>
            accepted.MediaType.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase) &&
            (version is null ? format == ExpositionFormat.Text || format == ExpositionFormat.OpenMetrics : version == format.Version));
    }

    private static string? Parameter(MediaTypeHeaderValue accepted, string name) =>
        accepted.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? HeaderUtilities.RemoveQuotes(found.Value).ToString()
            : null;
}
