using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Fleet;

// What GitHub refuses, and whose turn it is to ask again.
public abstract partial class FleetStoreContract
{
    [Fact]
    public async Task TakeMintTurnAsync_NothingRefused_IsFree() => Assert.Equal(MintTurn.Free, await TurnAsync(await Leases.LeaseAsync("host:here")));

    [Fact]
    public async Task RefuseAsync_First_IsShownAndHoldsTheOthersBack()
    {
        var host = await Leases.LeaseAsync("host:here");

        await RefuseAsync(host, TimeSpan.FromHours(1));
        await RefuseAsync(host, TimeSpan.FromHours(9));

        var fleet = await LoadAsync();
        var refusal = Assert.Single(fleet.Refusals);
        Assert.Equal(("uat", GitHubFault.Forbidden, "It is so.", 1), (refusal.Pool, refusal.Fault, refusal.Detail, refusal.Refusals));
        Assert.InRange(refusal.RetryAt - fleet.Now, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Equal(MintTurn.Wait, await TurnAsync(host));
        Assert.Equal(MintTurn.Free, await TurnAsync(host, pool: "other"));
    }

    [Fact]
    public async Task TakeMintTurnAsync_PauseIsOver_OneTriesForAll()
    {
        var host = await Leases.LeaseAsync("host:here");
        var other = await Leases.LeaseAsync("host:there");
        await RefuseAsync(host, TimeSpan.Zero);

        Assert.Equal([MintTurn.Probe, MintTurn.Wait, MintTurn.Wait], [await TurnAsync(other), await TurnAsync(host), await TurnAsync(other)]);
        await RefuseAsync(other, TimeSpan.FromSeconds(10));
        await RefuseAsync(host, TimeSpan.FromSeconds(10));

        var fleet = await LoadAsync();
        var refusal = Assert.Single(fleet.Refusals);
        Assert.Equal(2, refusal.Refusals);
        // More than the first pause: it doubled. The rest of it shrinks while the test goes on.
        Assert.InRange(refusal.RetryAt - fleet.Now, TimeSpan.FromSeconds(10) + TimeSpan.FromTicks(1), TimeSpan.FromSeconds(20));
        Assert.True(refusal.Since <= fleet.Now);
    }

    [Fact]
    public async Task TakeMintTurnAsync_WhoTriedIsGone_AnotherTriesAfterItsPatience()
    {
        var host = await Leases.LeaseAsync("host:here");
        await RefuseAsync(host, TimeSpan.Zero);

        Assert.Equal(MintTurn.Probe, await TurnAsync(host, patience: TimeSpan.Zero));

        Assert.Equal(MintTurn.Probe, await TurnAsync(host, patience: TimeSpan.Zero));
    }

    [Fact]
    public async Task TakeMintTurnAsync_SomethingElseIsAskedFor_ForgetsTheRefusal()
    {
        var host = await Leases.LeaseAsync("host:here");
        await RefuseAsync(host, TimeSpan.FromHours(1));

        Assert.Equal(MintTurn.Free, await TurnAsync(host, mark: "second"));

        Assert.Empty((await LoadAsync()).Refusals);
    }

    [Fact]
    public async Task AllowAsync_Refused_IsForgotten()
    {
        var host = await Leases.LeaseAsync("host:here");
        await RefuseAsync(host, TimeSpan.FromHours(1));

        await Store.AllowAsync("uat", host, CancellationToken.None);

        Assert.Empty((await LoadAsync()).Refusals);
        Assert.Equal(MintTurn.Free, await TurnAsync(host));
    }

    [Fact]
    public async Task Refusals_LeaseChangedHands_ChangeNothing()
    {
        var former = await Leases.LeaseAsync("host:here", "one", TimeSpan.Zero);
        var host = await Leases.LeaseAsync("host:here", "two");

        await RefuseAsync(former, TimeSpan.FromHours(1));
        Assert.Empty((await LoadAsync()).Refusals);
        Assert.Equal(MintTurn.Wait, await TurnAsync(former));
        await RefuseAsync(host, TimeSpan.FromHours(1));
        await Store.AllowAsync("uat", former, CancellationToken.None);
        Assert.Equal(MintTurn.Wait, await TurnAsync(former, mark: "second"));

        Assert.Single((await LoadAsync()).Refusals);
    }

    private Task<MintTurn> TurnAsync(Lease host, string pool = "uat", string mark = "first", TimeSpan? patience = null) =>
        Store.TakeMintTurnAsync(pool, mark, patience ?? TimeSpan.FromMinutes(1), host, CancellationToken.None);

    private Task RefuseAsync(Lease host, TimeSpan pause) => Store.RefuseAsync(
        new MintRefusal("uat", "first", GitHubFault.Forbidden, "It is so.", pause, TimeSpan.FromHours(10), TimeSpan.Zero), host, CancellationToken.None);
}
