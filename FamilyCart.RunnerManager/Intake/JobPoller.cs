using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>
/// Asks GitHub for what the webhook may have missed, while this instance leads: the open jobs of every repository that is known, and
/// each job that the fleet believes to be open and GitHub does not list.
/// </summary>
internal sealed partial class JobPoller(
    IGitHub github, IFleetStore store, FleetView view, PoolSource pools, PollSettings settings, TimeProvider time, ILogger<JobPoller> logger,
    PushedRepositories? pushed = null) : BackgroundService
{
    // GitHub's clock may be another, and its times are of whole seconds.
    private static readonly TimeSpan s_clocks = TimeSpan.FromMinutes(5);

    // A job in progress is in the next list, or the one after it.
    private const int PatientIntervals = 2;
    private const int MostRemembered = 200;

    // Asked of with success before: whose runs are over is in no list of open jobs.
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    // Pushed to, and not asked of with success since.
    private readonly HashSet<string> _pushed = new(StringComparer.OrdinalIgnoreCase);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (view.Current is { Leads: true } picture)
            {
                await PollAsync(picture.Fleet, stoppingToken);
            }

            await Task.Delay(settings.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks once.</summary>
    /// <param name="fleet">What is known so far.</param>
    /// <param name="cancellationToken">Ends the wait without an exception.</param>
    internal async Task PollAsync(FleetSnapshot fleet, CancellationToken cancellationToken)
    {
        try
        {
            _pushed.UnionWith(await (pushed?.TakeAsync(cancellationToken) ?? Task.FromResult<IReadOnlyList<string>>([])));
            foreach (var repository in Repositories(fleet).Concat(_pushed).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
            {
                if (await PollAsync(repository, [.. fleet.Jobs.Select(job => job.Job).Where(job => job.Repository.Equals(repository, StringComparison.OrdinalIgnoreCase))], cancellationToken))
                {
                    _pushed.Remove(repository);
                }
            }

            await SearchAsync(UnheardJobs.Runners(fleet, settings.Interval * PatientIntervals), cancellationToken);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The manager stops.
        }
    }

    // An organization's repositories become known by their first job, or by a push; an enterprise's by their first job.
    private IEnumerable<string> Repositories(FleetSnapshot fleet) =>
        pools.Current.Where(pool => pool.Scope.Kind == ScopeKind.Repository).Select(pool => pool.Scope.Name)
            .Concat(fleet.Jobs.Select(job => job.Job.Repository));

    // Among what is over already: a runner that hangs after such a job would stay busy for good.
    private async Task SearchAsync(IReadOnlyList<FleetRunner> runners, CancellationToken cancellationToken)
    {
        var names = runners.Select(runner => runner.RegisteredAs).ToHashSet(StringComparer.Ordinal);
        foreach (var repository in _known.Where(repository => runners.Any(runner => runner.Scope?.Covers(repository) != false)).ToList())
        {
            var answer = await github.EndedJobsAsync(repository, runners.Min(runner => runner.StateSince) - s_clocks, cancellationToken);
            if (!answer.Try(out var ended, out var error))
            {
                LogNotAsked(repository, error.Fault, error.Detail);
                if (error.Fault == GitHubFault.NotFound)
                {
                    _known.Remove(repository);
                }
            }
            else if (ended.Where(job => job.RunnerName is { } name && names.Contains(name)).ToList() is { Count: > 0 } found)
            {
                await store.RecordAsync(found, cancellationToken);
            }
        }
    }

    /// <returns>Whether it need not be asked again: what it said is stored, or there is no such repository to be seen, until it is pushed to again.</returns>
    private async Task<bool> PollAsync(string repository, IReadOnlyList<GitHubJob> known, CancellationToken cancellationToken)
    {
        var answer = await github.OpenJobsAsync(repository, cancellationToken);
        if (!answer.Try(out var listed, out var error))
        {
            LogNotAsked(repository, error.Fault, error.Detail);
            if (error.Fault == GitHubFault.NotFound)
            {
                _known.Remove(repository);
                return true;
            }

            return false;
        }

        if (_known.Count < MostRemembered)
        {
            _known.Add(repository);
        }

        var news = listed.ToList();
        var ids = listed.Select(job => job.Id).ToHashSet();
        foreach (var missing in known.Where(job => !ids.Contains(job.Id)))
        {
            if (await LookAsync(missing, cancellationToken) is { } looked)
            {
                news.Add(looked);
            }
        }

        if (news.Count > 0)
        {
            await store.RecordAsync(news, cancellationToken);
        }

        return true;
    }

    private async Task<GitHubJob?> LookAsync(GitHubJob job, CancellationToken cancellationToken)
    {
        var answer = await github.JobAsync(job.Repository, job.Id, cancellationToken);
        if (answer.Try(out var looked, out var error))
        {
            return looked;
        }

        // A deleted run takes its jobs with it: nobody will ever tell of their end.
        return error.Fault == GitHubFault.NotFound ? job with { Status = GitHubJobStatus.Completed, Conclusion = "deleted", CompletedAt = time.GetUtcNow() } : null;
    }

    [LoggerMessage(3012, LogLevel.Warning, "The jobs of {Repository} could not be asked for ({Fault}): {Detail}")]
    private partial void LogNotAsked(string repository, GitHubFault fault, string detail);

    [LoggerMessage(3013, LogLevel.Warning, "What GitHub said of jobs is not stored, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);
}
