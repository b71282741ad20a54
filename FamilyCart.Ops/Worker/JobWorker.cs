using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Spectre.Console;

namespace FamilyCart.Ops.Worker;

/// <summary>Does what is due, one job after the other.</summary>
internal sealed partial class JobWorker(
    BackupSettings settings, JobRunner jobs, StateFile state, BackupMetrics metrics, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(6);
    private static readonly TimeSpan s_longestBegin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_afterFault = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, time);
        var (begin, notBefore) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        var drillable = (DateTimeOffset?)null;
        var output = new OpsOutput(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }), TextWriter.Null, json: false);
        try
        {
            // A restore point before a migration may be wanted at the same moment; it goes first.
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (time.GetUtcNow() >= begin)
                {
                    begin = await BeginAsync(stoppingToken);
                }

                while (time.GetUtcNow() >= notBefore && JobSchedule.Due(state.Read(), settings.Schedule, time.GetUtcNow()) is { } job)
                {
                    if (job is JobKind.Drill or JobKind.PastDrill)
                    {
                        // A server that was away for a night has no heartbeats of it: a drill would call that work that was lost.
                        drillable ??= await DrillableAsync(stoppingToken);
                        if (!(metrics.Archiver?.LastArchived > drillable + settings.Schedule.Heartbeat))
                        {
                            break;
                        }
                    }

                    var result = await RunAsync(job, output, stoppingToken);
                    Log(result);
                    if (result.Fault is not null)
                    {
                        notBefore = time.GetUtcNow() + s_afterFault;
                        break;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was begun is due again the next time.
        }
    }

    /// <summary>Has new settings hold at once, and not from the next job on.</summary>
    /// <returns>When to try again.</returns>
    private async Task<DateTimeOffset> BeginAsync(CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(s_longestBegin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            var (outcome, fault) = await jobs.BeginAsync(either.Token);
            if (outcome == ExitCode.Done)
            {
                return DateTimeOffset.MaxValue;
            }

            if (outcome == ExitCode.Busy)
            {
                return time.GetUtcNow() + s_afterFault;
            }

            LogNotBegun(fault);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotBegun($"it was ended after {s_longestBegin.TotalMinutes:0} min");
        }

        return time.GetUtcNow() + settings.Schedule.Retry;
    }

    // From when on the archive holds what a drill looks for.
    private async Task<DateTimeOffset?> DrillableAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await DrillSubject.IsThereAsync(settings, stoppingToken) ? time.GetUtcNow() : null;
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            return null;
        }
    }

    // A disk or store that hangs must not hold the lock for ever.
    private async Task<JobResult> RunAsync(JobKind job, OpsOutput output, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(s_longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            return await jobs.RunAsync(job, restorePoint: null, output, either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            var fault = $"it was ended after {s_longest.TotalHours:0} h";
            state.Remember(before => (job is JobKind.Drill or JobKind.PastDrill ? before.Drilled(Late(job, fault)) : before).Ended(job, time.GetUtcNow(), fault));
            return new JobResult(job, ExitCode.Failed, s_longest.TotalSeconds, fault, null, null);
        }
    }

    private DrillResult Late(JobKind job, string fault)
    {
        var report = new DrillReport(job == JobKind.Drill ? DrillKind.Latest : DrillKind.Past, time.GetUtcNow() - s_longest);
        report.Check("", fault);
        return report.Result();
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

    [LoggerMessage(7013, LogLevel.Warning, "The server does not archive by these settings yet: {Fault}")]
    private partial void LogNotBegun(string? fault);

    [LoggerMessage(7011, LogLevel.Information, "{Job} done in {Seconds:0.0} s: {Made}")]
    private partial void LogDone(JobKind job, double seconds, string? made);

    [LoggerMessage(7012, LogLevel.Error, "{Job} failed after {Seconds:0.0} s: {Fault}")]
    private partial void LogFailed(JobKind job, double seconds, string? fault);
}
