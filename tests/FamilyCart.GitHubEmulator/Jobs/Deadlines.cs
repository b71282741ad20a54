using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>What GitHub does by itself once a time has passed: takes back, gives up, cancels, forgets.</summary>
internal sealed class Deadlines(Ground ground, RunnerRegistry runners, JobBoard board, Dispatcher dispatcher)
    : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longestQueue = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_ephemeralAbsence = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_persistentAbsence = TimeSpan.FromDays(14);

    /// <summary>Does what is due now.</summary>
    public void Sweep()
    {
        lock (ground.Gate)
        {
            var now = ground.Now;
            foreach (var job in board.Open.ToList())
            {
                Sweep(job, now);
            }

            foreach (var runner in runners.All.Where(runner => IsForgotten(runner, now)).ToList())
            {
                runners.Remove(runner);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, ground.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Sweep();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private static bool IsForgotten(Runner runner, DateTimeOffset now) =>
        runner is { JobId: null, Session: not { IsPolling: true } }
        && (runner.SeenAt ?? runner.CreatedAt) + (runner.Ephemeral ? s_ephemeralAbsence : s_persistentAbsence) <= now;

    private void Sweep(Job job, DateTimeOffset now)
    {
        switch (job.Life)
        {
            case JobLife.Dispatched when job.Deadline <= now:
                dispatcher.Return(job);
                break;
            case JobLife.Acquired when job.Deadline <= now:
                // "The self-hosted runner lost communication with the server."
                dispatcher.Complete(job, job.CancelAsked ? "cancelled" : "failure");
                break;
            case JobLife.Queued when job.CreatedAt + s_longestQueue <= now:
                dispatcher.Cancel(job);
                break;
        }
    }
}
