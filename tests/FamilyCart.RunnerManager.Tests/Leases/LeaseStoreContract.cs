using FamilyCart.RunnerManager.Leases;

namespace FamilyCart.RunnerManager.Tests.Leases;

/// <summary>What holds for every store of leases. A lease of no duration is expired as soon as it is taken: no test waits.</summary>
public abstract class LeaseStoreContract
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    private protected abstract ILeaseStore Store { get; }

    [Fact]
    public async Task TakeAsync_Free_IsTheCallersWithAnEpoch()
    {
        var lease = await TakeAsync("leader", "one", s_long);

        Assert.Equal(("leader", "one", 1), (lease.Name, lease.Holder, lease.Epoch));
    }

    [Fact]
    public async Task TakeAsync_HeldByAnother_SaysWhoAndChangesNothing()
    {
        var first = await TakeAsync("leader", "one", s_long);

        Assert.Equal(first, await TakeAsync("leader", "two", s_long));
        Assert.Equal(first, await TakeAsync("leader", "three", s_long));
    }

    [Fact]
    public async Task TakeAsync_OnesOwn_RenewsUnderTheSameEpoch()
    {
        var first = await TakeAsync("leader", "one", s_long);

        var second = await TakeAsync("leader", "one", 2 * s_long);

        Assert.Equal(first.Epoch, second.Epoch);
        Assert.True(second.ExpiresAt > first.ExpiresAt);
    }

    [Fact]
    public async Task TakeAsync_Expired_ChangesHandsUnderTheNextEpoch()
    {
        await TakeAsync("leader", "one", TimeSpan.Zero);

        var second = await TakeAsync("leader", "two", s_long);

        Assert.Equal(("two", 2), (second.Holder, second.Epoch));
        Assert.Equal(second, await TakeAsync("leader", "one", s_long));
    }

    [Fact]
    public async Task TakeAsync_ExpiredAndTakenByNobody_KeepsItsEpoch()
    {
        await TakeAsync("leader", "one", TimeSpan.Zero);

        Assert.Equal(1, (await TakeAsync("leader", "one", s_long)).Epoch);
    }

    [Fact]
    public async Task TakeAsync_ManyAtOnce_OneHasIt()
    {
        var takes = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => TakeAsync("leader", $"holder {number}", s_long)));

        Assert.Single(takes.Select(lease => lease.Holder).Distinct());
        Assert.All(takes, lease => Assert.Equal(1, lease.Epoch));
    }

    [Fact]
    public async Task ReleaseAsync_OnesOwn_LetsOthersHaveIt()
    {
        await TakeAsync("leader", "one", s_long);

        await Store.ReleaseAsync("leader", "one", CancellationToken.None);

        Assert.Equal(("two", 2), await TakeAsync("leader", "two", s_long) is var lease ? (lease.Holder, lease.Epoch) : default);
    }

    [Fact]
    public async Task ReleaseAsync_Anothers_ChangesNothing()
    {
        var first = await TakeAsync("leader", "one", s_long);

        await Store.ReleaseAsync("leader", "two", CancellationToken.None);

        Assert.Equal(first, await TakeAsync("leader", "two", s_long));
    }

    private Task<Lease> TakeAsync(string name, string holder, TimeSpan duration) => Store.TakeAsync(name, holder, duration, CancellationToken.None);
}
