using System.Net;
using FamilyCart.Gateway.Protection.Limits;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests.Protection.Limits;

public sealed class TokenBucketsTests
{
    private const ulong Ann = 1;
    private const ulong Ben = 2;

    private readonly ManualTime _time = new();

    [Fact]
    public void TryTake_MoreThanTheBurst_WaitsForTheNextToken()
    {
        var buckets = Buckets(10, 20);

        Assert.Equal(20, Enumerable.Range(0, 25).Count(_ => buckets.TryTake(Ann, out var _)));
        Assert.False(buckets.TryTake(Ann, out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(100), wait);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(buckets.TryTake(Ann, out _));
        Assert.False(buckets.TryTake(Ann, out _));
        Assert.True(buckets.TryTake(Ben, out _));
    }

    [Fact]
    public void TryTake_AfterARest_HasTheBurstAndNoMore()
    {
        var buckets = Buckets(10, 20);
        while (buckets.TryTake(Ann, out _))
        {
        }

        _time.Advance(TimeSpan.FromDays(13));

        Assert.Equal(20, Enumerable.Range(0, 100).Count(_ => buckets.TryTake(Ann, out var _)));
    }

    [Fact]
    public void TryTake_SteadyAtTheRate_IsNeverRefused()
    {
        var buckets = Buckets(10, 1);

        for (var request = 0; request < 1_000; request++)
        {
            Assert.True(buckets.TryTake(Ann, out _));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public void TryTake_ManyAtOnce_GivesEachTokenOnce()
    {
        var buckets = Buckets(1, 1_000);
        var taken = 0;

        Parallel.For(0, 8, _ =>
        {
            for (var request = 0; request < 1_000; request++)
            {
                if (buckets.TryTake(Ann, out var _))
                {
                    Interlocked.Increment(ref taken);
                }
            }
        });

        Assert.Equal(1_000, taken);
    }

    // Thirty times as many as there is room for, in no time: nobody's bucket can fill meanwhile.
    [Fact]
    public void TryTake_FloodOfAddresses_RefusesNoInnocentAndForgivesNoOffender()
    {
        var buckets = Buckets(1, 10);
        while (buckets.TryTake(Ann, out _))
        {
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = 0;
        for (ulong client = 1_000; client < 1_001_000; client++)
        {
            refused += buckets.TryTake(client, out _) ? 0 : 1;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, refused);
        Assert.False(buckets.TryTake(Ann, out _));
        Assert.True(buckets.TryTake(Ben, out _));
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void AddressKey_OfTwoAddresses_IsOneForOneClient(string one, string other, bool isSame) =>
        Assert.Equal(isSame, AddressKey.Of(IPAddress.Parse(one)) == AddressKey.Of(IPAddress.Parse(other)));

    private TokenBuckets Buckets(double rate, int burst) => new(new ClientRate(rate, burst), seed: 42, _time);
}
