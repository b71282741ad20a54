using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>Hands jobs to listeners and hears how they end. Everything is called under the lock.</summary>
internal sealed class Dispatcher(Ground ground, RunnerRegistry runners, JobBoard board, JobEvents events, FaultBook faults, EmulatorSettings settings)
{
    /// <summary>Hands every queued job for which a listener waits to that listener, oldest first.</summary>
    public void Dispatch()
    {
        foreach (var job in board.Open.Where(job => job.Life == JobLife.Queued).ToList())
        {
            if (DeadListener(job) is { } dead)
            {
                Hand(job, dead, told: false);
            }
            else if (runners.All.FirstOrDefault(runner => runner.Session is { IsPolling: true } && Fits(runner, job)) is { } runner)
            {
                Hand(job, runner, told: true);
            }
        }
    }

    /// <summary>Tells a new session of the job that was handed to its runner and that no session before took.</summary>
    public void Repeat(Runner runner)
    {
        if (runner.JobId is { } id && board.Find(id) is { Life: JobLife.Dispatched })
        {
            runner.Session!.Send(new RunnerMessage("job", id));
        }
    }

    /// <summary>Gives the job to the runner that it was handed to; false when it is no longer there for it.</summary>
    public bool Acquire(Job job, Runner runner)
    {
        if (job.Life != JobLife.Dispatched || job.RunnerId != runner.Id)
        {
            return false;
        }

        job.Executions++;
        job.StartedAt = ground.Now;
        job.Token = ground.Hex(40);
        job.Deadline = ground.Now + settings.LockDuration;
        runner.Busy = true;
        runner.Acquired++;
        board.Set(job, JobLife.Acquired);
        events.Tell("in_progress", job);
        return true;
    }

    /// <summary>Ends an acquired job; an ephemeral runner's registration ends with it.</summary>
    public void Complete(Job job, string conclusion)
    {
        var runner = Free(job);
        board.Complete(job, conclusion);
        if (runner is { Ephemeral: true })
        {
            runners.Remove(runner);
        }

        Dispatch();
    }

    public bool Cancel(Job job)
    {
        switch (job.Life)
        {
            case JobLife.Completed:
                return false;
            case JobLife.Acquired:
                job.CancelAsked = true;
                if (job.RunnerId is { } id && runners.Find(id) is { Session: { } session })
                {
                    session.Send(new RunnerMessage("cancel", job.Id));
                }

                return true;
            default:
                Free(job);
                board.Complete(job, "cancelled");
                return true;
        }
    }

    /// <summary>Queues a job again that its runner never acquired.</summary>
    public void Return(Job job)
    {
        Free(job);
        job.RunnerId = null;
        job.RunnerName = null;
        job.Deadline = null;
        board.Set(job, JobLife.Queued);
        Dispatch();
    }

    private Runner? Free(Job job)
    {
        var runner = job.RunnerId is { } id ? runners.Find(id) : null;
        if (runner is not null && runner.JobId == job.Id)
        {
            runner.JobId = null;
            runner.Busy = false;
        }

        return runner;
    }

    private Runner? DeadListener(Job job)
    {
        foreach (var fault in faults.Of(FaultKind.DeadListener))
        {
            var runner = runners.All.FirstOrDefault(runner =>
                runner.Session is not null && (fault.Runner is null ? !runner.Session.IsPolling : runner.Name == fault.Runner) && Fits(runner, job));
            if (runner is not null && faults.Use(fault))
            {
                return runner;
            }
        }

        return null;
    }

    private void Hand(Job job, Runner runner, bool told)
    {
        runner.JobId = job.Id;
        job.RunnerId = runner.Id;
        job.RunnerName = runner.Name;
        job.Dispatches.Add(runner.Name);
        job.DispatchedAt = ground.Now;
        job.Deadline = ground.Now + settings.HandOutTimeout;
        board.Set(job, JobLife.Dispatched);
        if (told)
        {
            runner.Session!.Send(new RunnerMessage("job", job.Id));
        }
    }

    private static bool Fits(Runner runner, Job job) =>
        runner.JobId is null && !(runner is { Ephemeral: true, Acquired: > 0 }) && runner.Scope.Covers(job.Run.Repository) && runner.Has(job.Request.Labels);
}
