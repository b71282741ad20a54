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

    /// <summary>How often a removal was asked for.</summary>
    public int Removals { get; private set; }

    /// <summary>How often a registration was asked for.</summary>
    public int Mints { get; private set; }

    public List<GitHubJob> Jobs { get; } = [];

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
            return Task.FromResult(Results.Of(Registered.Values.FirstOrDefault(runner => runner.Name == name)));
        }
    }

    public Task<GitHubResult<GitHubRunner>> RunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<GitHubResult<GitHubRunner>>(
                Registered.TryGetValue(id, out var runner) ? runner : new GitHubError(GitHubFault.NotFound, "There is no such runner."));
        }
    }

    public Task<GitHubResult<IReadOnlyList<GitHubJob>>> OpenJobsAsync(string repository, CancellationToken cancellationToken) =>
        Task.FromResult(Results.Of<IReadOnlyList<GitHubJob>>([.. Jobs.Where(job => job.Repository == repository && job.Status != GitHubJobStatus.Completed)]));

    public Task<GitHubResult<GitHubJob>> JobAsync(string repository, long id, CancellationToken cancellationToken) =>
        Task.FromResult<GitHubResult<GitHubJob>>(
            Jobs.Find(job => job.Id == id) is { } found ? found : new GitHubError(GitHubFault.NotFound, "There is no such job."));

    public Task<GitHubResult<IReadOnlyList<HookDelivery>>> DeliveriesAsync(GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken) =>
        Task.FromResult(Results.Of<IReadOnlyList<HookDelivery>>([]));

    public Task<GitHubResult<bool>> RedeliverAsync(GitHubScope scope, long delivery, CancellationToken cancellationToken) =>
        Task.FromResult<GitHubResult<bool>>(true);

    private static class Results
    {
        // An interface converts to nothing by itself.
        public static GitHubResult<T> Of<T>(T value) => value;
    }
}
