using System.Net.Http.Headers;
using FamilyCart.RunnerManager.GitHub.Limits;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class LimitPartsTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void SlidingWindow_Full_WaitsForAsMuchAsItTakes()
    {
        var window = new SlidingWindow();
        window.Spend(_now, 5);
        window.Spend(_now.AddSeconds(10), 5);

        Assert.Equal(TimeSpan.Zero, window.Wait(_now.AddSeconds(20), 5, 15));
        Assert.Equal(TimeSpan.FromSeconds(40), window.Wait(_now.AddSeconds(20), 5, 10));
        Assert.Equal(TimeSpan.FromSeconds(50), window.Wait(_now.AddSeconds(20), 10, 10));
        Assert.Equal(TimeSpan.Zero, window.Wait(_now.AddSeconds(60), 5, 10));
    }

    [Fact]
    public void Budget_AnswersOutOfOrder_KeepsTheNewer()
    {
        var known = new Budget(5000, 10, _now);

        Assert.Equal(9, known.Merge(new Budget(5000, 9, _now)).Remaining);
        Assert.Equal(10, known.Merge(new Budget(5000, 11, _now)).Remaining);
        Assert.Equal(5000, known.Merge(new Budget(5000, 5000, _now.AddHours(1))).Remaining);
        Assert.Equal(10, known.Merge(new Budget(5000, 4000, _now.AddHours(-1))).Remaining);
    }

    [Fact]
    public void AnswerCache_MoreThanItsLimit_DropsTheLeastRecentlyUsed()
    {
        var cache = new AnswerCache(400);
        foreach (var key in "abcd")
        {
            cache.Keep(key.ToString(), Answer(100));
        }

        Assert.NotNull(cache.Find("a"));
        cache.Keep("e", Answer(100));
        cache.Keep("f", Answer(101));

        Assert.Equal(400, cache.Size);
        Assert.NotNull(cache.Find("a"));
        Assert.Null(cache.Find("b"));
        Assert.Null(cache.Find("f"));
        cache.Keep("a", Answer(1));
        Assert.Equal(301, cache.Size);
    }

    private static AnswerCache.Kept Answer(int size) => new(new EntityTagHeaderValue("\"1\""), new byte[size], null, null);
}
