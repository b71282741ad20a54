using OpenTelemetry.Resources;

namespace OpenTelemetry.Exporter.Prometheus.Writing;

// The resource (service name, instance, ...) as one series, which the older text format can only call a gauge.
internal static class TargetInfo
{
    public static byte[] Of(Resource resource, bool openMetrics)
    {
        var attributes = resource.Attributes.Select(attribute => new KeyValuePair<string, object?>(attribute.Key, attribute.Value)).ToArray();
        if (attributes.Length == 0)
        {
            return [];
        }

        var buffer = new ExpositionBuffer(512);
        buffer.Append(openMetrics
            ? "# TYPE target info\n# HELP target Target metadata\n"u8
            : "# TYPE target_info gauge\n# HELP target_info Target metadata\n"u8);
        buffer.Append("target_info{"u8);
        buffer.Append(LabelSet.Merge(attributes, null).Text);
        buffer.Append("} 1\n"u8);
        return buffer.Release();
    }
}
