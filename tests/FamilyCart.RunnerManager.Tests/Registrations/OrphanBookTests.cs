using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Registrations;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Registrations;

public sealed class OrphanBookTests
{
    private static readonly GitHubScope s_scope = GitHubScope.TryParse("family/cart")!;

    private readonly OrphanBook _book = new(TimeSpan.FromMinutes(10));

    [Fact]
    public void See_OrphanForTheWholeTime_IsOld()
    {
        Assert.Empty(See(0, 1));
        Assert.Empty(See(9, 1, 2));
        Assert.Equal([1L], See(10, 1, 2));
        Assert.Equal([1L, 2L], See(19, 1, 2));
    }

    [Fact]
    public void See_NoOrphanInBetween_BeginsAnew()
    {
        See(0, 1);
        See(5);

        Assert.Empty(See(10, 1));
    }

    [Fact]
    public void See_OtherScope_IsAnother()
    {
        See(0, 1);

        Assert.Empty(_book.See(GitHubScope.TryParse("family")!, [Orphan(1)], Some.Now + TimeSpan.FromMinutes(10)));
        Assert.Equal([1L], See(10, 1));
    }

    [Theory]
    [InlineData("uat-runner-1-k7m2xq4d", "uat-runner")]
    [InlineData("uat-10000-k7m2xq4d", "uat")]
    [InlineData("uat-0-k7m2xq4d", null)]
    [InlineData("uat-1-k7m2xq4", null)]
    [InlineData("uat-1-k7m2xq4dd", null)]
    [InlineData("uat-1-K7M2XQ4D", null)]
    [InlineData("uat-1-k7m2xq40", null)]
    [InlineData("someone's own", null)]
    [InlineData("uat-1-k7m2xq4d\n", null)]
    public void PoolOf_Names_KnowsItsOwn(string name, string? pool) => Assert.Equal(pool, RunnerNames.PoolOf(name));

    [Fact]
    public void PoolOf_NewName_IsThePool() => Assert.Equal("a-2-b", RunnerNames.PoolOf(RunnerNames.New("a-2-b", 7)));

    private IEnumerable<long> See(int minute, params long[] ids) => _book.See(s_scope, [.. ids.Select(Orphan)], Some.Now + TimeSpan.FromMinutes(minute)).Select(runner => runner.Id);

    private static GitHubRunner Orphan(long id) => new(id, "uat-1-k7m2xq4d", false, false, []);
}
