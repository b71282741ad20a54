using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Hosts;

// How a runner is taken away, given up or believed to have a job.
public sealed partial class RunnerCareTests
{
    [Fact]
    public async Task StepAsync_RemovalFailsAgainAndAgain_IsTriedEverMoreSeldom()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        await EndAsync(runner, giveUp: true);
        _github.RemoveFails = new GitHubError(GitHubFault.Forbidden, "It is not permitted.");

        for (var second = 0; second < 120; second++)
        {
            Assert.False(await StepAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // At 0, 0, 2, 6, 14, 30, 62 s.
        Assert.InRange(_github.Removals, 5, 9);
    }

    [Fact]
    public async Task StepAsync_RetiringAndIdle_EndsAfterGitHubLetItGoAndNoJobCame()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        await IsAsync(RunnerState.Listening);
        await EndAsync(runner, giveUp: false);

        Assert.False(await StepAsync());
        Assert.Empty(_github.Registered);
        Assert.False(await StepAsync());
        Assert.True(_driver.Look(runner.Name).Runs, "a job may still be on its way");

        _time.Advance(TimeSpan.FromSeconds(6));
        await IsAsync(RunnerState.Finished);
    }

    [Fact]
    public async Task StepAsync_RetiringAndJobWasOnItsWay_LetsTheJobEnd()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        await IsAsync(RunnerState.Listening);
        await EndAsync(runner, giveUp: false);
        Assert.False(await StepAsync());

        _script.Let(runner.Name, "job");
        await Eventually.IsAsync(() => _driver.Look(runner.Name), seen => seen.Job is not null);
        _time.Advance(TimeSpan.FromSeconds(6));
        await IsAsync(RunnerState.Busy);

        Assert.True(_driver.Look(runner.Name).Runs);
        _script.Let(runner.Name, "end", "0");
        await IsAsync(RunnerState.Finished);
    }

    [Fact]
    public async Task StepAsync_RetiringAndGitHubSaysItIsBusy_LeavesItAlone()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        await IsAsync(RunnerState.Listening);
        await EndAsync(runner, giveUp: false);
        _github.RemoveFails = new GitHubError(GitHubFault.Refused, "It runs a job.");

        Assert.False(await StepAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await StepAsync());

        Assert.True(_driver.Look(runner.Name).Runs);
    }

    [Fact]
    public async Task StepAsync_GivenUpWhileItListensAndJobWasOnItsWay_WaitsForTheJob()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        await IsAsync(RunnerState.Listening);
        await EndAsync(runner, giveUp: true);
        Assert.False(await StepAsync());
        Assert.Empty(_github.Registered);

        _script.Let(runner.Name, "job");
        await Eventually.IsAsync(() => _driver.Look(runner.Name), seen => seen.Job is not null);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(await StepAsync());
        Assert.True(_driver.Look(runner.Name).Runs);

        _script.Let(runner.Name, "end", "0");
        await Eventually.IsAsync(() => _driver.Look(runner.Name), seen => !seen.Runs);
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_ListenerOfAJobEndsAsIfItsVersionWereTooOld_HoldsNothingBack()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        _script.Let(runner.Name, "job");
        await IsAsync(RunnerState.Busy);
        _script.Let(runner.Name, "end", "7");
        await IsAsync(RunnerState.Finished);
        Assert.True(await StepAsync());

        await WantAsync();

        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_GivenUpWhileItsJobRuns_WaitsForTheJob()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        await EndAsync(runner, giveUp: true);
        _script.Let(runner.Name, "listen");
        _script.Let(runner.Name, "job");
        await Eventually.IsAsync(() => _driver.Look(runner.Name), seen => seen.Job is not null);

        Assert.False(await StepAsync());
        Assert.True(_driver.Look(runner.Name).Runs);

        _script.Let(runner.Name, "end", "0");
        await Eventually.IsAsync(() => _driver.Look(runner.Name), seen => !seen.Runs);
        Assert.True(await StepAsync());
        Assert.Empty(await RunnersAsync());
    }

    [Fact]
    public async Task StepAsync_JobOverAtGitHubAndProcessHangs_IsEnded()
    {
        var runner = await HangingAsync();

        Assert.False(await StepAsync());
        Assert.True(_driver.Look(runner.Name).Runs);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await StepAsync());

        Assert.Empty(_github.Registered);
        Assert.Empty(_driver.Names());
        Assert.Empty(await RunnersAsync());
    }

    [Fact]
    public async Task StepAsync_JobSaidToBeOverAndGitHubStillHasOneOnIt_IsLeftAlone()
    {
        var runner = await HangingAsync();
        _github.RemoveFails = new GitHubError(GitHubFault.Refused, "It runs a job.");

        for (var minute = 0; minute < 30; minute++)
        {
            Assert.False(await StepAsync());
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(_driver.Look(runner.Name).Runs);
        _script.Let(runner.Name, "end", "0");
        await Eventually.IsAsync(() => _driver.Look(runner.Name), seen => !seen.Runs);
        _github.RemoveFails = null;
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_JobSaidToBeOverAndNoWayToAskGitHub_IsLeftAlone()
    {
        var runner = await HangingAsync();
        using var none = new PoolSource(new PoolSettings([]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
        var care = Care(none);

        Assert.False(await StepAsync(care));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await StepAsync(care));

        Assert.True(_driver.Look(runner.Name).Runs);
    }

    [Fact]
    public async Task StepAsync_JobSaidToBeOverAndTheCredentialSeesNothing_IsLeftAlone()
    {
        var runner = await HangingAsync();
        // A removal of what cannot be seen looks like one that is done.
        _github.FindFails = new GitHubError(GitHubFault.NotFound, "Not Found");

        for (var minute = 0; minute < 5; minute++)
        {
            Assert.False(await StepAsync());
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(_driver.Look(runner.Name).Runs);
        _github.FindFails = null;
        Assert.True(await StepAsync());
    }

    [Fact]
    public async Task StepAsync_FinishedAndGitHubBelievesInItsJob_AsksEverMoreSeldom()
    {
        var runner = await WantAsync();
        await IsAsync(RunnerState.Spawned);
        _script.Let(runner.Name, "listen");
        _script.Let(runner.Name, "end", "0");
        await IsAsync(RunnerState.Finished);
        _github.RemoveFails = new GitHubError(GitHubFault.Refused, "It runs a job.");

        for (var second = 0; second < 60; second++)
        {
            Assert.False(await StepAsync());
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // At 0, 0, 2, 6, 14, 30 s.
        Assert.InRange(_github.Removals, 4, 7);
    }

    [Fact]
    public async Task StepAsync_GivenUpBeforeItsNumberWasKept_RemovesItsRegistrationByName()
    {
        var runner = await WantAsync();
        Assert.True((await _github.MintAsync(Some.Pool().Scope, runner.Name, [], null, CancellationToken.None)).Try(out _, out _));
        await EndAsync(runner, giveUp: true);

        Assert.True(await StepAsync());

        Assert.Empty(_github.Registered);
        Assert.Empty(await RunnersAsync());
    }

    [Fact]
    public async Task StepAsync_NotWantedAnyMoreBeforeItBegan_IsGoneWithoutARegistration()
    {
        await EndAsync(await WantAsync(), giveUp: false);

        Assert.True(await StepAsync());

        Assert.Empty(await RunnersAsync());
        Assert.Empty(_github.Registered);
    }
}
