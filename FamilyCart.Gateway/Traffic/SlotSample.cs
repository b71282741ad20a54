using System.Collections.Immutable;

namespace FamilyCart.Gateway.Traffic;

/// <summary>What a slot answered within a while.</summary>
/// <param name="Answers">How many answers.</param>
/// <param name="Failures">How many of them were failures.</param>
/// <param name="Latencies">Times until the headers of those that asked without a body, per bucket of <see cref="LatencyHistogram"/>.</param>
internal sealed record SlotSample(long Answers, long Failures, ImmutableArray<long> Latencies)
{
    /// <summary>Of a slot that was not asked.</summary>
    public static SlotSample None { get; } = new(0, 0, [.. new long[LatencyHistogram.Buckets]]);

    /// <summary>From 0 to 1; 0 without answers.</summary>
    public double FailureShare => Answers == 0 ? 0 : (double)Failures / Answers;

    /// <summary>p99: the time that 99 % of the answers did not exceed.</summary>
    public TimeSpan SlowestPercent => LatencyHistogram.Percentile(Latencies.AsSpan(), 0.99);

    /// <summary>How many answers took longer, by whole buckets.</summary>
    public long SlowerThan(TimeSpan time)
    {
        var count = 0L;
        for (var bucket = LatencyHistogram.BucketOf(time) + 1; bucket < Latencies.Length; bucket++)
        {
            count += Latencies[bucket];
        }

        return count;
    }
}
