using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>All runs and jobs, and how they come, wait and are run again. Everything is called under the lock.</summary>
internal sealed class JobBoard(Ground ground, JobEvents events)
{
    private readonly List<Run> _runs = [];
    private readonly Dictionary<long, Job> _jobs = [];

    // In the order of their queueing: what waits or is at work must not be looked for among all that ever was.
    private readonly SortedDictionary<long, Job> _open = [];

    public IReadOnlyList<Run> Runs => _runs;

    public IEnumerable<Job> Jobs => _jobs.Values.OrderBy(job => job.Id);

    /// <summary>What is not completed, oldest first.</summary>
    public IEnumerable<Job> Open => _open.Values;

    public Job? Find(long id) => _jobs.GetValueOrDefault(id);

    public Run? FindRun(string repository, long id) =>
        _runs.FirstOrDefault(run => run.Id == id && run.Repository.Equals(repository, StringComparison.OrdinalIgnoreCase));

    public Run Queue(RunRequest request)
    {
        var run = new Run(ground.NextRun(), _runs.Count + 1, request, ground.Hex(40), ground.Now);
        _runs.Add(run);
        foreach (var job in request.Jobs)
        {
            Add(run, job);
        }

        ground.Tell();
        return run;
    }

    public bool Approve(Job job)
    {
        if (job.Life != JobLife.Waiting)
        {
            return false;
        }

        Set(job, JobLife.Queued);
        events.Tell("queued", job);
        return true;
    }

    /// <summary>Ends a job that nobody has, or whose worker has said how it ended.</summary>
    public void Complete(Job job, string conclusion)
    {
        job.Conclusion = conclusion;
        job.CompletedAt = ground.Now;
        job.Deadline = null;
        Set(job, JobLife.Completed);
        _open.Remove(job.Id);
        events.Tell("completed", job);
    }

    public void Set(Job job, JobLife life)
    {
        job.Life = life;
        job.Run.UpdatedAt = ground.Now;
        ground.Tell();
    }

    /// <summary>Queues a completed run's jobs again, all or those that failed; the others come along as they are, and are told of once more.</summary>
    public bool Rerun(Run run, bool failedOnly)
    {
        if (run.Status != "completed")
        {
            return false;
        }

        var previous = run.Latest.ToList();
        run.Attempt++;
        foreach (var job in previous)
        {
            if (failedOnly && job.Conclusion == "success")
            {
                Keep(job);
            }
            else
            {
                Add(run, job.Request);
            }
        }

        ground.Tell();
        return true;
    }

    private void Add(Run run, JobRequest request)
    {
        var job = new Job(ground.NextJob(), run, run.Attempt, request, ground.Now);
        run.Jobs.Add(job);
        _jobs.Add(job.Id, job);
        _open.Add(job.Id, job);
        if (request.Environment is null)
        {
            events.Tell("queued", job);
            return;
        }

        job.Life = JobLife.Waiting;
        if (request.QueuedTwice)
        {
            events.Tell("queued", job);
        }

        events.Tell("waiting", job);
    }

    private void Keep(Job old)
    {
        var job = new Job(ground.NextJob(), old.Run, old.Run.Attempt, old.Request, old.CreatedAt)
        {
            Life = JobLife.Completed,
            Conclusion = old.Conclusion,
            StartedAt = old.StartedAt,
            CompletedAt = old.CompletedAt,
            RunnerId = old.RunnerId,
            RunnerName = old.RunnerName,
        };
        old.Run.Jobs.Add(job);
        _jobs.Add(job.Id, job);
        events.Tell("completed", job);
    }
}
