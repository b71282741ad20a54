using System.Collections.Concurrent;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <content>Jobs.</content>
internal sealed partial class GitHubClient
{
    private const int ParallelRuns = 8;
    private const int LatestRuns = 50;
    private const int MostEndedRuns = 20;

    // A run with one job that waits for an approval counts as waiting, whatever its others do.
    private static readonly string[] _openRuns = ["queued", "in_progress", "waiting"];

    public async Task<GitHubResult<IReadOnlyList<GitHubJob>>> OpenJobsAsync(string repository, CancellationToken cancellationToken)
    {
        var runs = new HashSet<long>();
        foreach (var status in _openRuns)
        {
            var pages = await api.PagesAsync<RunsAnswer, RunAnswer>(
                () => new GitHubCall("runs", cancellationToken),
                $"repos/{repository}/actions/runs?status={status}&per_page=100",
                static page => (page.WorkflowRuns ?? [], true));
            if (!pages.Try(out var found, out var error))
            {
                return error;
            }

            runs.UnionWith(found.Select(static run => run.Id));
        }

        return (await JobsOfAsync(repository, runs, cancellationToken)).Try(out var jobs, out var fault)
            ? jobs.Where(static job => job.Status != GitHubJobStatus.Completed).OrderBy(static job => job.CreatedAt).ThenBy(static job => job.Id).ToArray()
            : fault;
    }

    public async Task<GitHubResult<IReadOnlyList<GitHubJob>>> EndedJobsAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<RunsAnswer>(new GitHubCall("runs", cancellationToken), $"repos/{repository}/actions/runs?per_page={LatestRuns}");
        if (!answer.Try(out var page, out var error))
        {
            return error;
        }

        var runs = (page.WorkflowRuns ?? []).Where(run => run.UpdatedAt >= since).Take(MostEndedRuns).Select(static run => run.Id).ToHashSet();
        return (await JobsOfAsync(repository, runs, cancellationToken)).Try(out var jobs, out error)
            ? jobs.Where(static job => job.Status == GitHubJobStatus.Completed).OrderBy(static job => job.Id).ToArray()
            : error;
    }

    public async Task<GitHubResult<GitHubJob>> JobAsync(string repository, long id, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<JobAnswer>(new GitHubCall("job", cancellationToken), $"repos/{repository}/actions/jobs/{id}");
        return answer.Try(out var job, out var error) ? job.ToJob(repository) : error;
    }

    private async Task<GitHubResult<IReadOnlyCollection<GitHubJob>>> JobsOfAsync(string repository, IEnumerable<long> runs, CancellationToken cancellationToken)
    {
        var jobs = new ConcurrentBag<GitHubJob>();
        var faults = new ConcurrentBag<GitHubError>();
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = ParallelRuns, CancellationToken = cancellationToken }, async (run, end) =>
        {
            if (!faults.IsEmpty)
            {
                return;
            }

            var pages = await api.PagesAsync<JobsAnswer, JobAnswer>(
                () => new GitHubCall("jobs", end), $"repos/{repository}/actions/runs/{run}/jobs?filter=latest&per_page=100", static page => (page.Jobs ?? [], true));
            if (pages.Try(out var found, out var error))
            {
                Array.ForEach([.. found.Select(job => job.ToJob(repository))], jobs.Add);
            }
            else if (error.Fault != GitHubFault.NotFound)
            {
                // A run may be deleted between the two requests.
                faults.Add(error);
            }
        });
        return faults.TryPeek(out var fault) ? fault : jobs.ToArray();
    }
}
