namespace OpenTelemetry.Exporter.Prometheus.Naming;

// Units in the notation of UCUM become the words that Prometheus metric names end in.
internal static class UnitNames
{
    private static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["d"] = "days", ["h"] = "hours", ["min"] = "minutes", ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds",
        ["By"] = "bytes", ["KiBy"] = "kibibytes", ["MiBy"] = "mebibytes", ["GiBy"] = "gibibytes", ["TiBy"] = "tibibytes",
        ["KBy"] = "kilobytes", ["MBy"] = "megabytes", ["GBy"] = "gigabytes", ["TBy"] = "terabytes",
        ["B"] = "bytes", ["KB"] = "kilobytes", ["MB"] = "megabytes", ["GB"] = "gigabytes", ["TB"] = "terabytes",
        ["m"] = "meters", ["V"] = "volts", ["A"] = "amperes", ["J"] = "joules", ["W"] = "watts", ["g"] = "grams", ["Cel"] = "celsius", ["Hz"] = "hertz",
        ["1"] = "", ["%"] = "percent", ["$"] = "dollars"
    };

    private static readonly Dictionary<string, string> s_singulars = new(StringComparer.Ordinal)
    {
        ["s"] = "second", ["m"] = "minute", ["h"] = "hour", ["d"] = "day", ["w"] = "week", ["mo"] = "month", ["y"] = "year"
    };

    public static string Of(string? unit)
    {
        var bare = WithoutAnnotations(unit ?? "");
        var slash = bare.IndexOf('/', StringComparison.Ordinal);
        var words = slash >= 0 && slash < bare.Length - 1
            ? $"{Word(s_words, bare[..slash])}_per_{Word(s_singulars, bare[(slash + 1)..])}"
            : Word(s_words, bare);
        return NameText.Metric(words).Trim('_');
    }

    private static string Word(Dictionary<string, string> words, string unit) => words.GetValueOrDefault(unit, unit);

    private static string WithoutAnnotations(string unit)
    {
        for (var open = unit.IndexOf('{', StringComparison.Ordinal); open >= 0; open = unit.IndexOf('{', StringComparison.Ordinal))
        {
            var close = unit.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            unit = unit.Remove(open, close - open + 1);
        }

        return unit;
    }
}
