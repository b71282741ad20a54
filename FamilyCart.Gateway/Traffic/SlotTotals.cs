using System.Collections.Immutable;

namespace FamilyCart.Gateway.Traffic;

/// <summary>What a slot has answered since the gateway started.</summary>
/// <param name="Answers">Answers of any status, without sockets and what clients gave up.</param>
/// <param name="Failures">Those of 500 and above, the gateway's own for a slot that did not answer among them.</param>
/// <param name="Latencies">Times until the headers of those that asked without a body, per bucket of <see cref="LatencyHistogram"/>.</param>
internal sealed record SlotTotals(long Answers, long Failures, ImmutableArray<long> Latencies)
{
    /// <summary>What came since an earlier look.</summary>
    public SlotSample Since(SlotTotals earlier) => new(
        Answers - earlier.Answers, Failures - earlier.Failures, [.. Latencies.Zip(earlier.Latencies, (now, before) => now - before)]);
}
