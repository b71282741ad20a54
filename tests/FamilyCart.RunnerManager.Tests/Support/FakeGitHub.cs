using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>GitHub's registrations, in memory; what a test does not name never fails.</summary>
internal sealed class FakeGitHub : IGitHub
{
    private readonly Lock _lock = new();
    private long _lastId = 1000;

    public Dictionary<long, GitHubRunner> Registered { get; } = [];

    /// <summary>What minting answers instead.</summary>
    public GitHubError? MintFails { get; set; }

    /// <summary>What removing answers instead.</summary>
    public GitHubError? RemoveFails { get; set; }

    /// <summary>What looking at one registration answers instead.</summary>
    public GitHubError? LookFails { get; set; }

    /// <summary>What looking for a name answers instead.</summary>
    public GitHubError? FindFails { get; set; }

    /// <summary>How often a removal was asked for.</summary>
    public int Removals { get; private set; }

    /// <summary>How often a registration was asked for.</summary>
    public int Mints { get; private set; }

    public List<GitHubJob> Jobs { get; } = [];

    /// <summary>What asking for open jobs answers instead.</summary>
    public GitHubError? JobsFail { get; set; }

    public Task<GitHubResult<MintedRunner>> MintAsync(GitHubScope scope, string name, IReadOnlyList<string> labels, string? runnerGroup, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Mints++;
            if (MintFails is { } error)
            {
                return Task.FromResult<GitHubResult<MintedRunner>>(error);
            }

            var runner = new GitHubRunner(++_lastId, name, false, false, labels);
            Registered.Add(runner.Id, runner);
            return Task.FromResult<GitHubResult<MintedRunner>>(new MintedRunner(runner, new Dictionary<string, byte[]> { [".runner"] = "{}"u8.ToArray() }));
        }
    }

    public Task<GitHubResult<RunnerToken>> RunnerTokenAsync(GitHubScope scope, RunnerTokenUse use, CancellationToken cancellationToken) =>
        Task.FromResult<GitHubResult<RunnerToken>>(new RunnerToken("AAAA", DateTimeOffset.UnixEpoch));

    public Task<GitHubResult<bool>> RemoveRunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Removals++;
            if (RemoveFails is { } error)
            {
                return Task.FromResult<GitHubResult<bool>>(error);
            }

            Registered.Remove(id);
            return Task.FromResult<GitHubResult<bool>>(true);
        }
    }

    public Task<GitHubResult<IReadOnlyList<GitHubRunner>>> RunnersAsync(GitHubScope scope, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Results.Of<IReadOnlyList<GitHubRunner>>([.. Registered.Values]));
        }
    }

    public Task<GitHubResult<GitHubRunner?>> FindRunnerAsync(GitHubScope scope, string name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(FindFails is { } error ? error : Results.Of(Registered.Values.FirstOrDefault(runner => runner.Name == name)));
        }
    }

    public Task<GitHubResult<GitHubRunner>> RunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<GitHubResult<GitHubRunner>>(LookFails is { } error ? error
                : Registered.TryGetValue(id, out var runner) ? runner : new GitHubError(GitHubFault.NotFound, "There is no such runner."));
        }
    }

    public Task<GitHubResult<IReadOnlyList<GitHubJob>>> OpenJobsAsync(string repository, CancellationToken cancellationToken) =>
        Task.FromResult(JobsFail is { } error ? error : Results.Of<IReadOnlyList<GitHubJob>>([.. Jobs.Where(job => job.Repository == repository && job.Status != GitHubJobStatus.Completed)]));

    /// <summary>Where it was asked for jobs that are over, and since when.</summary>
    public List<(string Repository, DateTimeOffset Since)> EndedAsked { get; } = [];

    public Task<GitHubResult<IReadOnlyList<GitHubJob>>> EndedJobsAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken)
    {
        EndedAsked.Add((repository, since));
        return Task.FromResult(JobsFail is { } error ? error : Results.Of<IReadOnlyList<GitHubJob>>([.. Jobs.Where(job => job.Repository == repository && job.Status == GitHubJobStatus.Completed)]));
    }

    public Task<GitHubResult<GitHubJob>> JobAsync(string repository, long id, CancellationToken cancellationToken) =>
        Task.FromResult<GitHubResult<GitHubJob>>(
            Jobs.Find(job => job.Id == id) is { } found ? found : new GitHubError(GitHubFault.NotFound, "There is no such job."));

    public Task<GitHubResult<IReadOnlyList<HookDelivery>>> DeliveriesAsync(GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken) =>
        Task.FromResult(Results.Of<IReadOnlyList<HookDelivery>>([]));

    public Task<GitHubResult<bool>> RedeliverAsync(GitHubScope scope, long delivery, CancellationToken cancellationToken) =>
        Task.FromResult<GitHubResult<bool>>(true);

    /// <summary>The repositories of every organization, with their last push.</summary>
    public List<(string Name, DateTimeOffset PushedAt)> Pushed { get; } = [];

    /// <summary>Since when pushed repositories were asked for, call by call.</summary>
    public List<DateTimeOffset> PushedSince { get; } = [];

    /// <summary>What is answered to that instead.</summary>
    public GitHubError? PushedFails { get; set; }

    public Task<GitHubResult<IReadOnlyList<string>>> PushedRepositoriesAsync(GitHubScope organization, DateTimeOffset since, CancellationToken cancellationToken)
    {
        PushedSince.Add(since);
        return Task.FromResult(PushedFails is { } error
            ? error
            : Results.Of<IReadOnlyList<string>>([.. Pushed.Where(one => one.PushedAt >= since && organization.Covers(one.Name)).OrderByDescending(one => one.PushedAt).Select(one => one.Name)]));
    }

    /// <summary>Until when the fleet's version is taken; null where GitHub does not tell.</summary>
    public RunnerSchedule? Schedule { get; set; }

    /// <summary>The version that is offered.</summary>
    public Version? Newest { get; set; }

    /// <summary>What is answered to questions for versions instead.</summary>
    public GitHubError? VersionsFail { get; set; }

    public Task<GitHubResult<RunnerSchedule>> RunnerScheduleAsync(GitHubScope scope, Version version, CancellationToken cancellationToken) =>
        Task.FromResult(VersionsFail is { } error ? error : Schedule is { } schedule ? Results.Of(schedule) : new GitHubError(GitHubFault.NotFound, "There is no such page."));

    public Task<GitHubResult<Version?>> NewestRunnerAsync(GitHubScope scope, CancellationToken cancellationToken) =>
        Task.FromResult(VersionsFail is { } error ? error : Results.Of(Newest));

    private static class Results
    {
        // An interface converts to nothing by itself.
        public static GitHubResult<T> Of<T>(T value) => value;
    }
}
