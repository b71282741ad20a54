namespace OpenTelemetry.Exporter.Prometheus.Naming;

// The label name of a tag key; Opening is what a line has of it: name="
internal sealed record LabelName(string Text, byte[] Opening)
{
    public static LabelName Of(string key)
    {
        var text = NameText.Label(key);
        return new LabelName(text, Encoding.ASCII.GetBytes(text + "=\""));
    }
}
