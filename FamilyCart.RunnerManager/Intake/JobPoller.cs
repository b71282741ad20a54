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
    IGitHub github, IFleetStore store, FleetView view, PoolSource pools, PollSettings settings, TimeProvider time, ILogger<JobPoller> logger) : BackgroundService
{
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
            foreach (var repository in Repositories(fleet))
            {
                await PollAsync(repository, [.. fleet.Jobs.Select(job => job.Job).Where(job => job.Repository.Equals(repository, StringComparison.OrdinalIgnoreCase))], cancellationToken);
            }
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

    // An organization's repositories become known by their first job; an enterprise's too.
    private IEnumerable<string> Repositories(FleetSnapshot fleet) =>
        pools.Current.Where(pool => pool.Scope.Kind == ScopeKind.Repository).Select(pool => pool.Scope.Name)
            .Concat(fleet.Jobs.Select(job => job.Job.Repository))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private async Task PollAsync(string repository, IReadOnlyList<GitHubJob> known, CancellationToken cancellationToken)
    {
        var answer = await github.OpenJobsAsync(repository, cancellationToken);
        if (!answer.Try(out var listed, out var error))
        {
            LogNotAsked(repository, error.Fault, error.Detail);
            return;
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
