using System.Text;

namespace OpenTelemetry.Exporter.Prometheus.Naming;

internal static class NameText
{
    // Prometheus knows ASCII letters, digits, the underscore and, in metric names only, the colon.
    public static string Replace(string text, bool keepColon)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || (keepColon && character == ':'))
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

    public static string Label(string key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return "_";
        }

        // An underscore that the instrument's author wrote stays even where it repeats; only a replacement never does.
        var result = new StringBuilder(key.Length + 1);
        if (char.IsAsciiDigit(key[0]))
        {
            result.Append('_');
        }

        foreach (var character in key)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '_')
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
