namespace OpenTelemetry.Exporter.Prometheus.Naming;

// Prometheus knows ASCII letters, digits, the underscore and, in metric names only, the colon.
internal static class NameText
{
    public static string Metric(string text) => Replace(new StringBuilder(text.Length), text, kept: ':');

    // An underscore that the instrument's author wrote stays even where it repeats; only a replacement never does.
    public static string Label(string? key) =>
        string.IsNullOrEmpty(key) ? "_" : Replace(new StringBuilder(char.IsAsciiDigit(key[0]) ? "_" : ""), key, kept: '_');

    private static string Replace(StringBuilder result, string text, char kept)
    {
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == kept)
            {
                result.Append(character);
            }
            else if (result.Length == 0 || result[^1] != '_')
            {
                result.Append('_');
            }
        }

        return result.ToString();
    }
}
