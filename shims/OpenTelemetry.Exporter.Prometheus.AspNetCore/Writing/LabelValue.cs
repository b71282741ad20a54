namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class LabelValue
{
    public static void AppendLabelValue(this ExpositionBuffer buffer, object? value)
    {
        switch (value)
        {
            case bool flag:
                buffer.Append(flag ? "true"u8 : "false"u8);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                buffer.Append(((IConvertible)value).ToInt64(CultureInfo.InvariantCulture));
                break;
            case float or double:
                buffer.AppendCanonical(((IConvertible)value).ToDouble(CultureInfo.InvariantCulture));
                break;
            case IFormattable formattable:
                buffer.AppendEscaped(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                buffer.AppendEscaped(value?.ToString());
                break;
        }
    }
}
