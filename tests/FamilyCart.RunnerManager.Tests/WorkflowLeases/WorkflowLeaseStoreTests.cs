using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.WorkflowLeases;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.WorkflowLeases;

/// <summary>On a real PostgreSQL. A lease of no duration is over as soon as it is taken: no test waits.</summary>
public sealed class WorkflowLeaseStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RunnerManagerMetrics>().AddSingleton<FleetView>().AddSingleton<LeaseMetrics>().BuildServiceProvider();
    private NpgsqlDataSource? _source;
    private WorkflowLeaseStore? _store;

    private WorkflowLeaseStore Store => _store!;

    public async Task InitializeAsync()
    {
        _source = await Database.SourceAsync(postgres);
        _store = new WorkflowLeaseStore(_source, new LeaseSettings(s_long, s_long, LeaseNames.Default, 100), _services.GetRequiredService<LeaseMetrics>(), NullLogger<WorkflowLeaseStore>.Instance);
    }

    public async Task DisposeAsync() => await _source!.DisposeAsync();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task TakeAsync_ManyAtOnce_OneHasItAndAllOthersAreToldWho()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(number => TakeAsync($"run {number}", s_long)));

        var winner = Assert.Single(results, result => result.Outcome == LeaseOutcome.Taken).Lease!;
        Assert.All(results, result => Assert.Equal((winner.Holder, winner.Epoch), (result.Lease!.Holder, result.Lease.Epoch)));
        Assert.Equal(15, results.Count(result => result.Outcome == LeaseOutcome.Held));
    }

    [Fact]
    public async Task TakeAsync_ManyAtOnceAfterAnExpiry_OneHasItAndTheExpiryIsNotedOnce()
    {
        await TakeAsync("lost", TimeSpan.Zero);

        var takes = Enumerable.Range(1, 8).Select(number => TakeAsync($"run {number}", s_long)).ToList();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(_ => Store.ExpireAsync(CancellationToken.None)));
        var results = await Task.WhenAll(takes);

        Assert.Equal(2, Assert.Single(results, result => result.Outcome == LeaseOutcome.Taken).Lease!.Epoch);
        Assert.Equal(1, await CountAsync("rollback_hook where epoch = 1"));
    }

    [Fact]
    public async Task TakeAsync_SameClaimAgain_IsTheSameLease()
    {
        var first = await TakeAsync("run 1", s_long);

        var again = await TakeAsync("run 1", s_long * 2);

        Assert.Equal((LeaseOutcome.Taken, first.Lease!.Epoch, first.Lease.ExpiresAt), (again.Outcome, again.Lease!.Epoch, again.Lease.ExpiresAt));
    }

    [Fact]
    public async Task TakeAsync_SameClaimAfterItsEnd_IsOverAndTakesNothing()
    {
        var lease = (await TakeAsync("run 1", s_long)).Lease!;
        await Store.ReleaseAsync("production", lease.Epoch, Id("run 1"), CancellationToken.None);

        Assert.Equal(LeaseOutcome.Over, (await TakeAsync("run 1", s_long)).Outcome);
        Assert.Equal((LeaseOutcome.Taken, 2), await TakeAsync("run 2", s_long) is var next ? (next.Outcome, next.Lease!.Epoch) : default);
    }

    [Fact]
    public async Task RenewAsync_OnesOwn_LastsLongerUnderTheSameEpoch()
    {
        var lease = (await TakeAsync("run 1", s_long)).Lease!;

        var renewed = await RenewAsync("run 1", lease.Epoch);

        Assert.Equal((LeaseOutcome.Renewed, lease.Epoch), (renewed.Outcome, renewed.Lease!.Epoch));
        Assert.True(renewed.Lease.ExpiresAt > lease.ExpiresAt);
    }

    [Fact]
    public async Task RenewAsync_Expired_StaysSoThoughNobodyWantedIt()
    {
        var lease = (await TakeAsync("run 1", TimeSpan.Zero)).Lease!;

        Assert.Equal(LeaseOutcome.Over, (await RenewAsync("run 1", lease.Epoch)).Outcome);
        await Store.ExpireAsync(CancellationToken.None);
        Assert.Equal((LeaseOutcome.Over, LeaseEnding.Expired), await RenewAsync("run 1", lease.Epoch) is var result ? (result.Outcome, result.Lease!.Ending!.Value) : default);
    }

    [Fact]
    public async Task RenewAsync_ChangedHands_SaysWhoHasItNow()
    {
        var lease = (await TakeAsync("run 1", TimeSpan.Zero)).Lease!;
        await TakeAsync("run 2", s_long);

        var result = await RenewAsync("run 1", lease.Epoch);

        Assert.Equal((LeaseOutcome.Held, "run 2"), (result.Outcome, result.Lease!.Holder));
    }

    [Theory]
    [InlineData("run 2", 1)]
    [InlineData("run 1", 2)]
    public async Task RenewOrRelease_WithAnothersIdOrEpoch_ChangesNothing(string holder, long epoch)
    {
        var lease = (await TakeAsync("run 1", s_long)).Lease!;

        Assert.Equal(LeaseOutcome.Held, (await RenewAsync(holder, epoch)).Outcome);
        Assert.Equal(LeaseOutcome.Held, (await Store.ReleaseAsync("production", epoch, Id(holder), CancellationToken.None)).Outcome);

        Assert.Equal(lease with { Remaining = default }, await Store.FindAsync("production", CancellationToken.None) is { } now ? now with { Remaining = default } : null);
    }

    [Fact]
    public async Task ReleaseAsync_OnesOwnAndAgain_IsReleasedAndTellsNobody()
    {
        var lease = (await TakeAsync("run 1", s_long)).Lease!;

        Assert.Equal(LeaseOutcome.Released, (await Store.ReleaseAsync("production", lease.Epoch, Id("run 1"), CancellationToken.None)).Outcome);
        Assert.Equal(LeaseOutcome.Released, (await Store.ReleaseAsync("production", lease.Epoch, Id("run 1"), CancellationToken.None)).Outcome);

        await Store.ExpireAsync(CancellationToken.None);
        Assert.Equal(0, await CountAsync("rollback_hook"));
    }

    [Fact]
    public async Task ReleaseAsync_Expired_IsOverAndTheHookIsTold()
    {
        var lease = (await TakeAsync("run 1", TimeSpan.Zero)).Lease!;

        Assert.Equal(LeaseOutcome.Over, (await Store.ReleaseAsync("production", lease.Epoch, Id("run 1"), CancellationToken.None)).Outcome);

        await Store.ExpireAsync(CancellationToken.None);
        Assert.Equal(1, await CountAsync("rollback_hook"));
    }

    [Fact]
    public async Task RenewAsync_NeverTaken_IsUnknown() => Assert.Equal(LeaseOutcome.Unknown, (await RenewAsync("run 1", 1)).Outcome);

    [Fact]
    public async Task ExpireAsync_ManyAtOnce_NotesEachOnceAndCountsTheHeld()
    {
        foreach (var number in Enumerable.Range(1, 20))
        {
            await TakeAsync("lost", TimeSpan.Zero, $"lease-{number}");
        }

        await TakeAsync("run 1", s_long);

        var held = await Task.WhenAll(Enumerable.Range(1, 8).Select(_ => Store.ExpireAsync(CancellationToken.None)));

        Assert.All(held, count => Assert.Equal(1, count));
        await Store.ExpireAsync(CancellationToken.None);
        Assert.Equal(20, await CountAsync("rollback_hook"));
        Assert.Equal(20, await CountAsync("workflow_lease where ending = 'expired'"));
    }

    [Fact]
    public async Task ForgetAsync_EndedLongAgo_KeepsTheLastOfEachNameSoThatEpochsGoOn()
    {
        await TakeAsync("run 1", TimeSpan.Zero);
        await TakeAsync("run 2", TimeSpan.Zero);
        await Store.ExpireAsync(CancellationToken.None);

        await Store.ForgetAsync(TimeSpan.FromSeconds(-1), CancellationToken.None);

        Assert.Equal(0, await CountAsync("workflow_lease where epoch = 1"));
        Assert.Equal(3, (await TakeAsync("run 3", s_long)).Lease!.Epoch);
    }

    [Fact]
    public async Task TakeAsync_SecretOfTheHolder_IsNotInTheDatabase()
    {
        await TakeAsync("run 1", s_long);

        Assert.Equal(0, await CountAsync("workflow_lease l where l::text like '%the id of run 1%'"));
        Assert.Equal(1, await CountAsync("workflow_lease where length(id_hash) = 32"));
    }

    private static byte[] Id(string holder) => LeaseIds.Hash($"the id of {holder}");

    private Task<LeaseResult> TakeAsync(string holder, TimeSpan duration, string name = "production") =>
        Store.TakeAsync(new LeaseClaim(name, holder, Id(holder), duration, "a deployment", null, "workflows"), CancellationToken.None);

    private Task<LeaseResult> RenewAsync(string holder, long epoch) => Store.RenewAsync("production", epoch, Id(holder), s_long * 2, CancellationToken.None);

    private async Task<long> CountAsync(string what)
    {
        await using var command = _source!.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
