namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class EscapedText
{
    private static readonly SearchValues<char> s_withQuotes = SearchValues.Create("\\\n\"");
    private static readonly SearchValues<char> s_withoutQuotes = SearchValues.Create("\\\n");

    public static void AppendEscaped(this ExpositionBuffer buffer, ReadOnlySpan<char> text, bool quotes = true)
    {
        var special = quotes ? s_withQuotes : s_withoutQuotes;
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            buffer.AppendUtf8(text[..at]);
            buffer.Append((byte)'\\');
            buffer.Append(text[at] == '\n' ? (byte)'n' : (byte)text[at]);
            text = text[(at + 1)..];
        }

        buffer.AppendUtf8(text);
    }
}
