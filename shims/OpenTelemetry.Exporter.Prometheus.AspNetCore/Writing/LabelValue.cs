using System.Globalization;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

internal static class LabelValue
{
    public static void AppendLabelValue(this ExpositionBuffer buffer, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                buffer.AppendEscaped(text);
                break;
            case bool flag:
                buffer.Append(flag ? "true"u8 : "false"u8);
                break;
            case int number:
                buffer.Append(number);
                break;
            case long number:
                buffer.Append(number);
                break;
            case ulong number:
                buffer.Append(number);
                break;
            case byte or sbyte or short or ushort or uint:
                buffer.Append(((IConvertible)value).ToInt64(CultureInfo.InvariantCulture));
                break;
            case double number:
                buffer.AppendCanonical(number);
                break;
            case float number:
                buffer.AppendCanonical(number);
                break;
            case IFormattable formattable:
                buffer.AppendEscaped(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                buffer.AppendEscaped(value.ToString());
                break;
        }
    }
}
