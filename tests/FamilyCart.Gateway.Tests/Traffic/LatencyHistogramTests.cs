using FamilyCart.Gateway.Traffic;

namespace FamilyCart.Gateway.Tests.Traffic;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void BucketOf_AnyTime_IsRightToAnEighthOfAnOctave()
    {
        for (var microseconds = 1.0; microseconds < 60_000_000; microseconds *= 1.07)
        {
            var time = TimeSpan.FromMicroseconds(microseconds);
            var end = LatencyHistogram.EndOf(LatencyHistogram.BucketOf(time));
            Assert.InRange(end, time - TimeSpan.FromMicroseconds(1), (time * 1.13) + TimeSpan.FromMicroseconds(1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(100_000_000)]
    public void BucketOf_OddTime_IsABucket(double milliseconds) =>
        Assert.InRange(LatencyHistogram.BucketOf(TimeSpan.FromMilliseconds(milliseconds)), 0, LatencyHistogram.Buckets - 1);

    [Fact]
    public void Percentile_OneInAHundredIsSlow_IsStillQuick()
    {
        var counts = new long[LatencyHistogram.Buckets];
        counts[LatencyHistogram.BucketOf(TimeSpan.FromMilliseconds(2))] = 990;
        counts[LatencyHistogram.BucketOf(TimeSpan.FromSeconds(1))] = 10;
        Assert.InRange(LatencyHistogram.Percentile(counts, 0.99).TotalMilliseconds, 2, 2.3);
        Assert.InRange(LatencyHistogram.Percentile(counts, 0.995).TotalSeconds, 1, 1.13);
    }

    [Fact]
    public void Percentile_NothingCounted_IsNone() => Assert.Equal(TimeSpan.Zero, LatencyHistogram.Percentile(new long[LatencyHistogram.Buckets], 0.99));
}
