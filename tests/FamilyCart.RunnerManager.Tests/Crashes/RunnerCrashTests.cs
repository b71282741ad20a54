using System.Collections.Concurrent;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Xunit.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary><c>kill -9</c> of the manager, of a listener and of both, in the very statement that takes a runner a step further.</summary>
public sealed class RunnerCrashTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int AtOnce = 4;

    // The manager promises it: its host's lease, without which it looks after no runner, runs for three seconds after its death.
    private static readonly TimeSpan s_takeOver = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    public Task Crash_AtEveryStep_JobEndsWellAndNothingLeaks(int seed) => RunAsync(RunnerCrash.OneAStep(seed));

    [Theory]
    [MemberData(nameof(EveryStep))]
    [Trait("Category", "Long")]
    public Task Crash_EveryKindAtOneStep_JobEndsWellAndNothingLeaks(string step) =>
        RunAsync([.. Enumerable.Repeat(RunnerCrash.All.Where(crash => crash.Step == step), 3).SelectMany(crashes => crashes)]);

    public static TheoryData<string> EveryStep() => [.. RunnerCrash.Steps];

    private async Task RunAsync(IReadOnlyList<RunnerCrash> crashes)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(crashes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (crash, _) =>
        {
            try
            {
                await RunAsync(crash);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Enqueue($"{crash}: {exception}");
            }
        });
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures));
        output.WriteLine($"{crashes.Count} crashes");
    }

    private async Task RunAsync(RunnerCrash crash)
    {
        await using var fleet = await CrashFleet.StartAsync(postgres, "here");
        var manager = Assert.Single(fleet.Managers);
        // A listener that has got a job and no worker yet takes it along, at GitHub as here; so no job comes before there is a worker.
        // One that gets its job at once is never seen to listen, and is none too many.
        if (crash is { Listener: true, Step: not "busy" } or { Step: "listening" or "retiring" })
        {
            fleet.GitHub.Add(new Fault(FaultKind.Hold, Path: "/message"));
        }

        await fleet.Point.SetAsync(crash.Step);
        var job = fleet.Queue();
        if (crash.Step == "retiring")
        {
            await Eventually.IsAsync(() => fleet.GitHub.Runners.Count, count => count > 0);
            fleet.GitHub.Cancel(job);
            fleet.GitHub.ClearFaults();
        }
        else if (crash.Step is "finished" or "gone")
        {
            fleet.LetEnd(job);
        }

        await fleet.Point.ReachedAsync();
        if (crash.Step == "busy")
        {
            await fleet.RunsAsync(job);
        }

        if (crash.Listener)
        {
            await fleet.KillListenerAsync();
        }

        await StrikeAsync(fleet, manager, crash);
        fleet.GitHub.ClearFaults();
        // One that was cancelled before it began is followed by another.
        var last = crash.Step == "retiring" ? fleet.Queue() : job;
        fleet.LetEnd(last);
        await fleet.CompletedAsync(last);
        Assert.Equal((1, "success"), (fleet.Job(last).Executions, fleet.Job(last).Conclusion));
        await fleet.LeaksNothingAsync();
        fleet.RegisteredNothingTwice();
    }

    private static async Task StrikeAsync(CrashFleet fleet, ManagerProcess manager, RunnerCrash crash)
    {
        if (!crash.Manager)
        {
            await fleet.Point.ReleaseAsync(crash.Taken);
            return;
        }

        var before = (await fleet.LeaseAsync("host:here")).TakenAt;
        await manager.KillAsync();
        var killed = DateTimeOffset.UtcNow;
        await fleet.Point.ReleaseAsync(crash.Taken);
        await manager.StartAsync();
        var started = DateTimeOffset.UtcNow;
        Assert.InRange((await fleet.TakenAsync("host:here", before)).TakenAt - started, TimeSpan.MinValue, s_takeOver);
        // What a runner does next mostly waits for a job or a listener; that it has finished is the manager's to see, and shows that it was
        // taken up. Where the new manager took long to start, the leader gave the host up before.
        if (crash is { Step: "finished", Taken: false } && await fleet.SteppedAsync(killed) is { Step: "finished", At: var seen })
        {
            Assert.InRange(seen - started, TimeSpan.MinValue, s_takeOver);
        }
    }
}
