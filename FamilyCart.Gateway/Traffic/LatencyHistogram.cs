using System.Numerics;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Times in steps of an eighth of an octave, from a microsecond to two minutes: a percentile is right to 13 %.</summary>
internal static class LatencyHistogram
{
    public const int Buckets = 27 * Steps;

    private const int Steps = 8;

    /// <summary>The bucket of a time.</summary>
    public static int BucketOf(TimeSpan time)
    {
        var microseconds = (ulong)Math.Max(time.TotalMicroseconds, 1);
        var octave = BitOperations.Log2(microseconds);
        var step = (int)(octave >= 3 ? (microseconds >> (octave - 3)) & (Steps - 1) : (microseconds << (3 - octave)) & (Steps - 1));
        return Math.Min((octave * Steps) + step, Buckets - 1);
    }

    /// <summary>The upper end of a bucket.</summary>
    public static TimeSpan EndOf(int bucket)
    {
        var (octave, step) = Math.DivRem(bucket, Steps);
        return TimeSpan.FromMicroseconds(Math.ScaleB(1 + ((step + 1) / (double)Steps), octave));
    }

    /// <summary>The time that a share of all counted ones did not exceed.</summary>
    /// <param name="counts">How many per bucket.</param>
    /// <param name="share">Such as 0.99.</param>
    public static TimeSpan Percentile(ReadOnlySpan<long> counts, double share)
    {
        var all = 0L;
        foreach (var count in counts)
        {
            all += count;
        }

        var wanted = (long)Math.Ceiling(all * share);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            if ((wanted -= counts[bucket]) <= 0 && all > 0)
            {
                return EndOf(bucket);
            }
        }

        return TimeSpan.Zero;
    }
}
