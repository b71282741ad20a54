namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class NumberText
{
    // The fewest digits that read back as the same number.
    public static int Shortest(double value, Span<byte> destination)
    {
        if (double.IsFinite(value))
        {
            value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
            return written;
        }

        return Copy(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8, destination);
    }

    // The form in which OpenMetrics wants numbers that are label values: always a point or an exponent, such as 1.0 and 1e+06.
    public static int Canonical(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
        {
            return Shortest(value, destination);
        }

        if (value == 0)
        {
            return Copy("0.0"u8, destination);
        }

        var size = Math.Abs(value);
        if (size is >= 1e6 or < 1e-4)
        {
            return Scientific(value, destination);
        }

        var length = Shortest(value, destination);
        return destination[..length].Contains((byte)'.') ? length : length + Copy(".0"u8, destination[length..]);
    }

    private static int Scientific(double value, Span<byte> destination)
    {
        // One digit before the point and the fewest after it that read back as the same number; sixteen always do.
        Span<byte> shortest = stackalloc byte[32];
        var length = 0;
        for (var digits = 0; digits <= 16; digits++)
        {
            Span<char> format = ['E', (char)('0' + (digits / 10)), (char)('0' + (digits % 10))];
            value.TryFormat(shortest, out length, format, CultureInfo.InvariantCulture);
            if (double.Parse(shortest[..length], NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value))
            {
                break;
            }
        }

        var exponentAt = shortest[..length].IndexOf((byte)'E');
        var written = Copy(shortest[..exponentAt], destination);
        written += Copy("e"u8, destination[written..]);
        destination[written++] = shortest[exponentAt + 1];

        var exponent = shortest[(exponentAt + 2)..length].TrimStart((byte)'0');
        for (var missing = exponent.Length; missing < 2; missing++)
        {
            destination[written++] = (byte)'0';
        }

        return written + Copy(exponent, destination[written..]);
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }
}
