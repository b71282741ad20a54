using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Telemetry;

// Scrapes and probes come every second and would bury every other trace.
internal sealed class QuietPathSampler(Sampler inner) : Sampler
{
    private static readonly HashSet<string> s_quiet = new(["/metrics", "/alive", "/health"], StringComparer.OrdinalIgnoreCase);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        if (samplingParameters.Tags is { } tags)
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "url.path" && tag.Value is string path && s_quiet.Contains(path))
                {
                    return new SamplingResult(SamplingDecision.Drop);
                }
            }
        }

        return inner.ShouldSample(samplingParameters);
    }
}
