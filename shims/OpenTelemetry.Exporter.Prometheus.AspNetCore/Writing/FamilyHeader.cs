namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class FamilyHeader
{
    // UNIT is a line of OpenMetrics; to the older text format it would be a comment.
    public static byte[] Of(MetricName name, string? unit, string? help, bool openMetrics)
    {
        var buffer = new ExpositionBuffer(256);
        WriteLine(buffer, "# TYPE "u8, name.FamilyName, name.Type, quotes: false);
        if (openMetrics && !string.IsNullOrEmpty(unit))
        {
            WriteLine(buffer, "# UNIT "u8, name.FamilyName, unit, quotes: false);
        }

        if (!string.IsNullOrEmpty(help))
        {
            WriteLine(buffer, "# HELP "u8, name.FamilyName, help, quotes: openMetrics);
        }

        return buffer.Release();
    }

    private static void WriteLine(ExpositionBuffer buffer, ReadOnlySpan<byte> keyword, string family, string text, bool quotes)
    {
        buffer.Append(keyword);
        buffer.AppendUtf8(family);
        buffer.Append((byte)' ');
        buffer.AppendEscaped(text, quotes);
        buffer.Append((byte)'\n');
    }
}
