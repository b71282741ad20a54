using System.Globalization;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Xunit.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>Two managers, of which the one that leads is killed, stopped for a while, or cut from the database.</summary>
[Collection(AloneTests.Name)]
public sealed class LeaderCrashTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Seeds = 20;
    private const int LossesASeed = 25;

    private static readonly TimeSpan s_takeOver = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    public Task Leader_LostInEveryWay_IsFollowedWithinFiveSeconds(int seed) => RunAsync(seed, Enum.GetValues<LeaderLoss>());

    // Five hundred in all, in pieces that no watch over tests that hang takes for one.
    [Theory]
    [MemberData(nameof(EverySeed))]
    [Trait("Category", "Long")]
    public Task Leader_LostAgainAndAgain_IsFollowedWithinFiveSeconds(int seed) => RunAsync(seed, new Random(seed).GetItems(Enum.GetValues<LeaderLoss>(), LossesASeed));

    public static TheoryData<int> EverySeed() => [.. Enumerable.Range(1, Seeds)];

    private async Task RunAsync(int seed, IReadOnlyList<LeaderLoss> losses)
    {
        await using var fleet = await CrashFleet.StartAsync(postgres, "one", "two");
        var random = new Random(seed);
        var takeOvers = new List<double>();
        foreach (var loss in losses)
        {
            takeOvers.Add((await RunAsync(fleet, loss, deciding: random.Next(2) == 0)).TotalSeconds);
        }

        await fleet.LeaksNothingAsync();
        fleet.RegisteredNothingTwice();
        Assert.All(fleet.GitHub.Jobs, job => Assert.Equal((1, "success"), (job.Executions, job.Conclusion)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {takeOvers.Count} leaders lost, the lease taken over after {takeOvers.Average():0.00} s, {takeOvers.Max():0.00} s at most"));
    }

    /// <param name="fleet">The two.</param>
    /// <param name="loss">How the leader is lost.</param>
    /// <param name="deciding">Whether it is lost in the middle of a decision.</param>
    private static async Task<TimeSpan> RunAsync(CrashFleet fleet, LeaderLoss loss, bool deciding)
    {
        var before = await fleet.TakenAsync("leader", DateTimeOffset.MinValue);
        var leader = fleet.Managers.Single(manager => manager.Host == before.Host);
        if (deciding)
        {
            // One that is left of the loss before would take the job, and there would be nothing to decide.
            await fleet.LeaksNothingAsync();
            await fleet.Point.SetAsync("wanted");
        }

        var job = fleet.Queue();
        if (deciding)
        {
            await fleet.Point.ReachedAsync();
        }

        var lostAt = DateTimeOffset.UtcNow;
        await LoseAsync(leader, loss);
        if (deciding)
        {
            await fleet.Point.ReleaseAsync(taken: true);
        }

        var after = await fleet.TakenAsync("leader", before.TakenAt);
        Assert.NotEqual(before.Host, after.Host);
        Assert.InRange(after.TakenAt - lostAt, TimeSpan.Zero, s_takeOver);

        var hostBefore = (await fleet.LeaseAsync($"host:{leader.Host}")).TakenAt;
        await ComeBackAsync(leader, loss);
        fleet.LetEnd(job);
        await fleet.CompletedAsync(job);
        // Whoever was away for longer than its lease takes it anew before it is struck again.
        await fleet.TakenAsync($"host:{leader.Host}", loss == LeaderLoss.Killed ? hostBefore : DateTimeOffset.MinValue);
        Assert.Equal(0, await fleet.CountAsync("select count(*) from runner, lease where lease.name = 'leader' and runner.epoch < lease.epoch and runner.created_at > lease.taken_at"));
        return after.TakenAt - lostAt;
    }

    private static async Task LoseAsync(ManagerProcess leader, LeaderLoss loss)
    {
        switch (loss)
        {
            case LeaderLoss.Killed:
                await leader.KillAsync();
                break;
            case LeaderLoss.Stopped:
                leader.Suspend();
                break;
            default:
                leader.Cut();
                break;
        }
    }

    private static async Task ComeBackAsync(ManagerProcess leader, LeaderLoss loss)
    {
        switch (loss)
        {
            case LeaderLoss.Killed:
                await leader.StartAsync();
                break;
            case LeaderLoss.Stopped:
                leader.Resume();
                break;
            default:
                leader.Mend();
                break;
        }
    }
}
