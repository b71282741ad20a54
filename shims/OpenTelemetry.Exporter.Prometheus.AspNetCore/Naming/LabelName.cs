using System.Text;

namespace OpenTelemetry.Exporter.Prometheus.Naming;

internal sealed record LabelName(string Text)
{
    // name="
    public byte[] Opening { get; } = Encoding.ASCII.GetBytes(Text + "=\"");
}
