using FamilyCart.Gateway.Analysis;
using FamilyCart.Gateway.Traffic;

namespace FamilyCart.Gateway.Tests.Analysis;

public sealed class SlotAnalysisTests
{
    private static readonly TimeSpan _ignored = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(49, 0, 1000, 0, Verdict.Inconclusive)]
    [InlineData(1000, 100, 49, 0, Verdict.Inconclusive)]
    [InlineData(1000, 10, 1000, 0, Verdict.Fine)]
    [InlineData(1000, 11, 1000, 0, Verdict.Failing)]
    [InlineData(1000, 60, 1000, 20, Verdict.Fine)]
    [InlineData(1000, 61, 1000, 20, Verdict.Failing)]
    internal void Judge_Failures_ComparesWithTheOldSlot(long answers, long failures, long oldAnswers, long oldFailures, Verdict expected) =>
        Assert.Equal(expected, Judge(Sample(answers, failures, 30), Sample(oldAnswers, oldFailures, 30)));

    [Theory]
    [InlineData(55, 30, Verdict.Fine)]
    [InlineData(75, 30, Verdict.Slow)]
    [InlineData(19, 1, Verdict.Fine)]
    internal void Judge_Latency_ComparesWithTheOldSlot(double milliseconds, double oldMilliseconds, Verdict expected) =>
        Assert.Equal(expected, Judge(Sample(100, 0, milliseconds), Sample(100, 0, oldMilliseconds)));

    [Theory]
    [InlineData(false, Verdict.Failing)]
    [InlineData(true, Verdict.Failing, Verdict.Slow)]
    [InlineData(true, Verdict.Failing, Verdict.Fine, Verdict.Failing)]
    [InlineData(false, Verdict.Failing, Verdict.Fine, Verdict.Fine)]
    [InlineData(false, Verdict.Failing, Verdict.Failing, Verdict.Fine, Verdict.Fine)]
    [InlineData(false, Verdict.Inconclusive, Verdict.Inconclusive, Verdict.Failing)]
    internal void IsWorse_TwoOfThree_IsWorse(bool expected, params Verdict[] last) => Assert.Equal(expected, SlotAnalysis.IsWorse(last));

    [Theory]
    [InlineData(false, Verdict.Fine, Verdict.Fine)]
    [InlineData(true, Verdict.Fine, Verdict.Fine, Verdict.Fine)]
    [InlineData(false, Verdict.Fine, Verdict.Inconclusive, Verdict.Fine)]
    [InlineData(true, Verdict.Failing, Verdict.Fine, Verdict.Fine, Verdict.Fine)]
    internal void IsProven_InconclusiveNeverPromotes(bool expected, params Verdict[] last) => Assert.Equal(expected, SlotAnalysis.IsProven(last));

    [Fact]
    public void Judge_OneOddAnswer_DecidesNothing()
    {
        var latencies = Latencies(98, 5);
        latencies[LatencyHistogram.BucketOf(TimeSpan.FromSeconds(2))] = 2;
        Assert.Equal(Verdict.Fine, Judge(new SlotSample(100, 2, [.. latencies]), Sample(100, 0, 5)));
        latencies[LatencyHistogram.BucketOf(TimeSpan.FromSeconds(2))] = 3;
        Assert.Equal(Verdict.Slow, Judge(new SlotSample(101, 2, [.. latencies]), Sample(100, 0, 5)));
        Assert.Equal(Verdict.Failing, Judge(new SlotSample(100, 3, [.. latencies]), Sample(100, 0, 5)));
    }

    [Theory]
    [InlineData(20, 11, 0, Verdict.Failing)]
    [InlineData(9, 9, 0, Verdict.Inconclusive)]
    [InlineData(100, 11, 0, Verdict.Failing)]
    [InlineData(100, 10, 0, Verdict.Inconclusive)]
    internal void Judge_NothingToCompareWith_ManyFailuresCondemnAllTheSame(long answers, long failures, long oldAnswers, Verdict expected) =>
        Assert.Equal(expected, Judge(Sample(answers, failures, 5), Sample(oldAnswers, 0, 5)));

    [Fact]
    public void Judge_UsersAndOwnQuestions_EitherCondemns()
    {
        var (fine, failing, none) = (new SlotPair(Sample(100, 0, 5), Sample(100, 0, 5)), new SlotPair(Sample(100, 20, 5), Sample(100, 0, 5)), new SlotPair(SlotSample.None, SlotSample.None));
        Assert.Equal(Verdict.Failing, SlotAnalysis.Judge(fine, failing, 50, _ignored));
        Assert.Equal(Verdict.Failing, SlotAnalysis.Judge(failing, fine, 50, _ignored));
        Assert.Equal(Verdict.Fine, SlotAnalysis.Judge(none, fine, 50, _ignored));
        Assert.Equal(Verdict.Inconclusive, SlotAnalysis.Judge(none, none, 50, _ignored));
    }

    private static Verdict Judge(SlotSample candidate, SlotSample baseline) => SlotAnalysis.Judge(new SlotPair(candidate, baseline), 50, _ignored);

    private static SlotSample Sample(long answers, long failures, double milliseconds) => new(answers, failures, [.. Latencies(answers, milliseconds)]);

    private static long[] Latencies(long answers, double milliseconds)
    {
        var latencies = new long[LatencyHistogram.Buckets];
        latencies[LatencyHistogram.BucketOf(TimeSpan.FromMilliseconds(milliseconds))] = answers;
        return latencies;
    }
}
