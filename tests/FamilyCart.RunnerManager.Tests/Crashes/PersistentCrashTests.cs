using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary><c>kill -9</c> of the manager while runners have registrations that stay.</summary>
public sealed class PersistentCrashTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // As with other runners: the lease of the one that was killed runs for three seconds.
    private static readonly TimeSpan s_takeOver = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string> s_persistent = new() { ["Pools__uat__Persistent"] = "true", ["Pools__uat__Maximum"] = "1", ["Pools__uat__MinimumIdle"] = "1" };

    [Fact]
    public async Task Crash_RunnerIsIdle_IsTakenUpAndGetsTheNextJob()
    {
        await using var fleet = await CrashFleet.StartAsync(postgres, s_persistent, "here");
        await ListeningAsync(fleet);
        var before = Assert.Single(fleet.GitHub.Registrations);

        await CrashAsync(fleet);

        // The first shows that the runner was taken up, and the second that its registration was.
        foreach (var job in new[] { fleet.Queue(), fleet.Queue() })
        {
            fleet.LetEnd(job);
            await fleet.CompletedAsync(job);
            Assert.Equal((1, "success", before.Name), (fleet.Job(job).Executions, fleet.Job(job).Conclusion, fleet.Job(job).Runner));
        }

        await HasOneAsync(fleet);
    }

    [Fact]
    public async Task Crash_RunnerIsBusy_JobEndsWellAndItsRegistrationServesTheNext()
    {
        await using var fleet = await CrashFleet.StartAsync(postgres, s_persistent, "here");
        var job = fleet.Queue();
        await fleet.RunsAsync(job);
        var before = Assert.Single(fleet.GitHub.Registrations);

        await CrashAsync(fleet);

        fleet.LetEnd(job);
        await fleet.CompletedAsync(job);
        var next = fleet.Queue();
        fleet.LetEnd(next);
        await fleet.CompletedAsync(next);
        Assert.All(new[] { job, next }, id => Assert.Equal((1, "success", before.Name), (fleet.Job(id).Executions, fleet.Job(id).Conclusion, fleet.Job(id).Runner)));
        await HasOneAsync(fleet);
    }

    private static async Task CrashAsync(CrashFleet fleet)
    {
        var manager = Assert.Single(fleet.Managers);
        var before = (await fleet.LeaseAsync("host:here")).TakenAt;
        await manager.KillAsync();
        await manager.StartAsync();
        var started = DateTimeOffset.UtcNow;
        Assert.InRange((await fleet.TakenAsync("host:here", before)).TakenAt - started, TimeSpan.MinValue, s_takeOver);
    }

    private static Task<bool> ListeningAsync(CrashFleet fleet) => Eventually.IsAsync(() => fleet.GitHub.Runners.Any(runner => runner is { Polling: true, Busy: false }), polling => polling);

    /// <summary>Its one registration, with one runner that listens, and nothing of those before.</summary>
    private static async Task HasOneAsync(CrashFleet fleet)
    {
        await fleet.HasJustAsync(1);
        await ListeningAsync(fleet);
        Assert.Single(fleet.GitHub.Registrations);
        fleet.RegisteredNothingTwice();
    }
}
