using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Telemetry;

internal static class TraceSampler
{
    /// <summary>
    /// Records every trace, whoever began it: whether it failed is known only at its end, and a caller from outside cannot prevent it.
    /// What lies below a span that was left out, such as a probe's, is left out too.
    /// </summary>
    public static Sampler EveryTrace { get; } = new ParentBasedSampler(
        new AlwaysOnSampler(),
        remoteParentSampled: new AlwaysOnSampler(),
        remoteParentNotSampled: new AlwaysOnSampler(),
        localParentSampled: new AlwaysOnSampler(),
        localParentNotSampled: new AlwaysOffSampler());
}
