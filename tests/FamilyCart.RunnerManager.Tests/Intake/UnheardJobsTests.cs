using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Intake;

/// <summary>Jobs that began and ended between two polls, and of which no webhook told.</summary>
public sealed class UnheardJobsTests : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly FakeGitHub _github = new();
    private readonly MemoryFleetStore _store;
    private readonly PoolSource _pools = new(new PoolSettings([Some.Pool()]), new ConfigurationBuilder().Build(), NullLogger<PoolSource>.Instance);
    private readonly JobPoller _poller;

    public UnheardJobsTests()
    {
        _store = new MemoryFleetStore(new MemoryLeaseStore(_time), _time);
        _poller = new JobPoller(_github, _store, new FleetView(), _pools, new PollSettings(s_interval), _time, NullLogger<JobPoller>.Instance);
    }

    public void Dispose()
    {
        _poller.Dispose();
        _pools.Dispose();
    }

    [Fact]
    public async Task PollAsync_RunnerBusyWithAJobNobodyToldOf_FindsItAmongThoseThatAreOver()
    {
        var runner = Some.Runner(1, RunnerState.Busy, 2 * s_interval);
        await _store.RecordAsync([Some.Job(5), Some.Job(6)], CancellationToken.None);
        _github.Jobs.Add(Some.Job(5, GitHubJobStatus.Completed, runner: runner.Name, conclusion: "success", runnerId: 1001));
        _github.Jobs.Add(Some.Job(6, GitHubJobStatus.Completed, runner: "uat-1-another", conclusion: "success"));

        await _poller.PollAsync(Some.Fleet(runners: [runner]), CancellationToken.None);

        var (repository, since) = Assert.Single(_github.EndedAsked);
        Assert.Equal((Some.Repository, runner.StateSince.AddMinutes(-5)), (repository, since));
        Assert.Equal([6], (await _store.LoadAsync(_pools.Current, CancellationToken.None)).Jobs.Select(job => job.Job.Id));
    }

    [Fact]
    public async Task PollAsync_EveryRunnersJobIsKnown_AsksForNoneThatAreOver()
    {
        var working = Some.Runner(1, RunnerState.Busy, 2 * s_interval);
        var fleet = Some.Fleet(
            jobs: [new FleetJob(Some.Job(5, GitHubJobStatus.InProgress, runner: working.Name), Some.Now, null)],
            runners:
            [
                working,
                Some.Runner(2, RunnerState.Busy, 2 * s_interval) with { JobOverSince = Some.Now },
                Some.Runner(3, RunnerState.Busy, s_interval),
                Some.Runner(4, RunnerState.Listening, 10 * s_interval),
            ]);
        _github.Jobs.Add(fleet.Jobs[0].Job);

        await _poller.PollAsync(fleet, CancellationToken.None);

        Assert.Empty(_github.EndedAsked);
    }

    [Fact]
    public async Task PollAsync_RepositoryThatIsGone_IsNotSearched()
    {
        _github.JobsFail = new GitHubError(GitHubFault.NotFound, "There is no such repository.");
        var runner = Some.Runner(1, RunnerState.Busy, 2 * s_interval);

        await _poller.PollAsync(Some.Fleet(runners: [runner]), CancellationToken.None);

        Assert.Empty(_github.EndedAsked);
    }

    [Fact]
    public async Task PollAsync_RunnerOfAnotherScope_IsNotLookedForHere()
    {
        var runner = Some.Runner(1, RunnerState.Busy, 2 * s_interval) with { Scope = GitHubScope.TryParse("other/tool") };

        await _poller.PollAsync(Some.Fleet(runners: [runner]), CancellationToken.None);

        Assert.Empty(_github.EndedAsked);
    }
}
