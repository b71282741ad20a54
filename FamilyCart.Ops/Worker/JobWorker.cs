using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Settings;
using Spectre.Console;

namespace FamilyCart.Ops.Worker;

/// <summary>Does what is due, one job after the other.</summary>
internal sealed partial class JobWorker(
    BackupSettings settings, JobRunner jobs, StateFile state, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, time);
        var output = new OpsOutput(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), TextWriter.Null, json: false);
        try
        {
            do
            {
                while (JobSchedule.Due(state.Read(), settings.Schedule, time.GetUtcNow()) is { } job)
                {
                    var result = await jobs.RunAsync(job, restorePoint: null, output, stoppingToken);
                    Log(result);
                    if (result.Outcome == ExitCode.Busy || result.Fault is not null)
                    {
                        break;
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was begun is taken up the next time.
        }
    }

    private void Log(JobResult result)
    {
        if (result.Outcome == ExitCode.Done)
        {
            LogDone(result.Job, result.Seconds, result.Made ?? result.Drill?.Backup);
        }
        else if (result.Outcome == ExitCode.Failed)
        {
            LogFailed(result.Job, result.Seconds, result.Fault);
        }
    }

    [LoggerMessage(7011, LogLevel.Information, "{Job} done in {Seconds:0.0} s: {Made}")]
    private partial void LogDone(JobKind job, double seconds, string? made);

    [LoggerMessage(7012, LogLevel.Error, "{Job} failed after {Seconds:0.0} s: {Fault}")]
    private partial void LogFailed(JobKind job, double seconds, string? fault);
}
