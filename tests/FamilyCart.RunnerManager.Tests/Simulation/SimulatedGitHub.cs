using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.Simulation;

/// <summary>GitHub in simulated time: it hands out a queued job to a runner that listens, and tells of every step by webhooks that may get lost.</summary>
internal sealed class SimulatedGitHub(SimulatedTime time, Random chance, Chaos chaos, Action<GitHubJob> deliver) : IGitHub
{
    private const string Repository = "family/cart";

    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly Dictionary<long, GitHubJob> _jobs = [];
    private readonly SortedDictionary<long, GitHubJob> _open = [];
    private readonly List<GitHubJob> _ended = [];
    private readonly Dictionary<string, Action<bool>> _listening = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private readonly Queue<long> _queue = [];
    private long _lastId;

    /// <summary>All jobs, those that are over too.</summary>
    public IReadOnlyCollection<GitHubJob> Jobs => _jobs.Values;

    /// <summary>From queued to taken, in seconds.</summary>
    public List<double> Waits { get; } = [];

    public void Queue(int attempt = 1)
    {
        var id = ++_lastId;
        var job = new GitHubJob(
            Repository, id, id, attempt, "build", "ci", "main", GitHubJobStatus.Queued, null, ["self-hosted"], null, null, time.GetUtcNow(), null, null);
        if (chance.NextDouble() >= chaos.Approvals)
        {
            Change(job);
            _queue.Enqueue(id);
            time.After(0.1, HandOut);
            return;
        }

        if (chance.NextDouble() < 0.5)
        {
            Tell(job);
        }

        Change(job with { Status = GitHubJobStatus.Waiting });
        time.After(chance.NextDouble() * 300, () =>
        {
            Change(_jobs[id] with { Status = GitHubJobStatus.Queued, CreatedAt = time.GetUtcNow() });
            _queue.Enqueue(id);
            time.After(0.1, HandOut);
        });
    }

    /// <summary>A listener has a session.</summary>
    /// <param name="name">The registration.</param>
    /// <param name="job">Told true when it gets a job, and false when that is done.</param>
    public void Listen(string name, Action<bool> job)
    {
        _listening[name] = job;
        time.After(0.1, HandOut);
    }

    /// <summary>A listener believes that it has a session, and has none.</summary>
    public void Lose(string name) => _lost.Add(name);

    /// <summary>Takes a registration away; false when it has a job.</summary>
    public bool Remove(string name) => _listening.Remove(name) || _lost.Remove(name);

    public Task<GitHubResult<IReadOnlyList<GitHubJob>>> OpenJobsAsync(string repository, CancellationToken cancellationToken)
    {
        IReadOnlyList<GitHubJob> open = [.. _open.Values];
        return Task.FromResult(Value(open));
    }

    public Task<GitHubResult<IReadOnlyList<GitHubJob>>> EndedJobsAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // They stand in the order in which they ended.
        IReadOnlyList<GitHubJob> ended = [.. _ended.AsEnumerable().Reverse().TakeWhile(job => job.CompletedAt >= since)];
        return Task.FromResult(Value(ended));
    }

    public Task<GitHubResult<GitHubJob>> JobAsync(string repository, long id, CancellationToken cancellationToken) => Task.FromResult(Value(_jobs[id]));

    public Task<GitHubResult<MintedRunner>> MintAsync(GitHubScope scope, string name, IReadOnlyList<string> labels, string? runnerGroup, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<IReadOnlyList<GitHubRunner>>> RunnersAsync(GitHubScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<GitHubRunner> registered =
            [.. _listening.Keys.Select(name => new GitHubRunner(1, name, true, false, [])), .. _lost.Select(name => new GitHubRunner(1, name, false, false, []))];
        return Task.FromResult(Value(registered));
    }

    public Task<GitHubResult<GitHubRunner?>> FindRunnerAsync(GitHubScope scope, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<GitHubRunner>> RunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<bool>> RemoveRunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<IReadOnlyList<HookDelivery>>> DeliveriesAsync(GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<RunnerToken>> RunnerTokenAsync(GitHubScope scope, RunnerTokenUse use, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<bool>> RedeliverAsync(GitHubScope scope, long delivery, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<IReadOnlyList<string>>> PushedRepositoriesAsync(GitHubScope organization, DateTimeOffset since, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<RunnerSchedule>> RunnerScheduleAsync(GitHubScope scope, Version version, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<GitHubResult<Version?>> NewestRunnerAsync(GitHubScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static GitHubResult<T> Value<T>(T value) => value;

    private void HandOut()
    {
        while (_queue.Count > 0 && _listening.Count > 0)
        {
            var id = _queue.Dequeue();
            var (name, runner) = _listening.First();
            _listening.Remove(name);
            Waits.Add((time.GetUtcNow() - _jobs[id].CreatedAt).TotalSeconds);
            Change(_jobs[id] with { Status = GitHubJobStatus.InProgress, RunnerName = name, RunnerId = 1, StartedAt = time.GetUtcNow() });
            runner(true);
            time.After(5 + (chance.NextDouble() * (chaos.LongestJob.TotalSeconds - 5)), () => End(id, runner));
        }
    }

    private void End(long id, Action<bool> runner)
    {
        Change(_jobs[id] with { Status = GitHubJobStatus.Completed, Conclusion = "success", CompletedAt = time.GetUtcNow() });
        runner(false);
        if (chance.NextDouble() < chaos.Reruns)
        {
            // GitHub tells of the end of the former attempt once more.
            Tell(_jobs[id]);
            Queue(attempt: 2);
        }
    }

    private void Change(GitHubJob job)
    {
        _jobs[job.Id] = job;
        if (job.Status == GitHubJobStatus.Completed)
        {
            _open.Remove(job.Id);
            _ended.Add(job);
        }
        else
        {
            _open[job.Id] = job;
        }

        Tell(job);
    }

    private void Tell(GitHubJob job)
    {
        var hour = time.GetUtcNow() - _start - TimeSpan.FromHours(1);
        if ((hour >= TimeSpan.Zero && hour < chaos.Outage) || chance.NextDouble() < chaos.Dropped)
        {
            return;
        }

        for (var left = chance.NextDouble() < chaos.Doubled ? 2 : 1; left > 0; left--)
        {
            time.After(chance.NextDouble() < chaos.Reordered ? chance.NextDouble() * 60 : 0.05 + (chance.NextDouble() * 0.2), () => deliver(job));
        }
    }
}
