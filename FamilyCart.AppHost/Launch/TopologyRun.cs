using System.Globalization;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Restarts;
using FamilyCart.AppHost.Smoke;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.AppHost.Launch;

/// <summary>One run of the topology, from start to stop.</summary>
internal sealed class TopologyRun(
    UatTopology topology, DistributedApplication application, IReadOnlyList<IResource> resources, LaunchConsole console, TimeProvider time, string dashboardLogin)
{
    private static readonly TimeSpan s_signalLimit = TimeSpan.FromSeconds(1);

    private readonly StatusBoard _board = new(resources);
    private readonly ResourceLogs _logs = new(topology.Settings.Launch, application, resources, console, time);
    private readonly LaunchOptions _options = topology.Settings.Launch;
    private readonly long _start = time.GetTimestamp();

    // What the report says, from before stopping changes it.
    private IReadOnlyList<StatusRow>? _rows;
    private double? _seconds;
    private IReadOnlyList<SmokeStep>? _smoke;

    /// <summary>Returns when the run is over and everything has stopped.</summary>
    /// <param name="interruption">Ctrl-C and the like; ends the run in good order.</param>
    public async Task<ExitCode> RunAsync(CancellationToken interruption)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            interruption, application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var over = new CancellationTokenSource();
        console.Starting(topology);
        var watching = WatchAsync(over.Token);
        var logging = _logs.FollowAsync([.. _board.Rows.Select(row => row.Name)], over.Token);
        var starting = application.StartAsync(stopping.Token);
        Fault? fault;
        try
        {
            fault = await OutcomeAsync(starting, interruption, stopping.Token);
            _rows ??= _board.Rows;
            await ShowFaultAsync(fault, interruption);
        }
        finally
        {
            await new TopologyStop(application, _board, console, time).StopAsync(starting);
            await over.CancelAsync();
        }

        await watching;
        var incomplete = await _logs.FaultOfAsync(logging);
        Show(incomplete);
        fault ??= incomplete;
        var unwritten = Report(fault?.Code ?? ExitCode.Ok, fault?.Message);
        Show(unwritten);
        return (fault ?? unwritten)?.Code ?? ExitCode.Ok;
    }

    /// <summary>What a program may know of this run.</summary>
    public static LaunchReport Describe(
        UatTopology topology, ExitCode? code, string? error, IReadOnlyList<StatusRow> rows, double? seconds, IReadOnlyList<SmokeStep>? smoke) => new(
            topology.Name,
            topology.Runtime.ToString().ToLowerInvariant(),
            topology.RuntimeReason,
            Environment.ProcessId,
            (int?)code,
            error,
            seconds is { } value ? Math.Round(value, 2) : null,
            Address(topology.Port(Ports.Gateway)),
            Address(topology.Port(Ports.Dashboard)),
            topology.DataDirectory,
            topology.Secrets.Path,
            [.. rows.Select(ReportedResource.Of)],
            topology.Absent,
            smoke);

    /// <summary>What ended the run; null when it was asked to end.</summary>
    private async Task<Fault?> OutcomeAsync(Task starting, CancellationToken interruption, CancellationToken stopping)
    {
        try
        {
            var fault = await UpAsync(starting, stopping);
            var seconds = time.GetElapsedTime(_start).TotalSeconds;
            _rows = _board.Rows;
            console.Table(_rows, topology.Absent);
            if (fault is not null)
            {
                return fault;
            }

            _seconds = seconds;
            console.Line(string.Create(CultureInfo.InvariantCulture, $"Everything is healthy after {seconds:0.0} s."));
            return await UseAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return await CancelledAsync(interruption);
        }
    }

    private async Task<Fault?> CancelledAsync(CancellationToken interruption)
    {
        // The host hears the same signals, perhaps a moment earlier.
        await Task.Delay(s_signalLimit, time, interruption).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!interruption.IsCancellationRequested)
        {
            return new Fault(
                ExitCode.HostStopped,
                "The topology's host stopped by itself, as it does when the Aspire orchestrator (dcp) is killed, and everything was stopped; run again, with Launch:Verbose=true to see the host's own messages.");
        }

        console.Line("Interrupted.");
        return _options.Smoke ? new Fault(ExitCode.Interrupted, "The run was interrupted before the smoke scenario was done; run it again.") : null;
    }

    /// <summary>Null once everything is up; otherwise what went wrong first.</summary>
    private async Task<Fault?> UpAsync(Task starting, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            await Task.WhenAny(_board.Settled, BadEndOf(starting)).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return LateFault();
        }

        if (starting.Exception?.GetBaseException() is { } exception)
        {
            var code = exception is DistributedApplicationException ? ExitCode.PrerequisiteMissing : ExitCode.ResourceFailed;
            return new Fault(code, $"The topology could not be started: {exception.Message}");
        }

        return await _board.Settled.WaitAsync(stopping) is { } failed
            ? new Fault(failed.Expectation == Expectation.Completed ? ExitCode.MigrationFailed : ExitCode.ResourceFailed, $"{failed.Name} failed: {failed.Reason}.")
            : null;
    }

    private Fault LateFault()
    {
        var late = _board.Rows.Where(row => row.Verdict != Verdict.Up).ToList();
        var reasons = string.Join("; ", late.OrderBy(row => row.State == "Waiting").Select(row => $"{row.Name}: {row.Reason}"));
        return new Fault(
            ExitCode.NotHealthyInTime,
            string.Create(CultureInfo.InvariantCulture, $"Not healthy within {_options.Timeout.TotalSeconds} s (Launch:Timeout): {reasons}."));
    }

    private async Task<Fault?> UseAsync(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var restarting = new RestartSupervisor(application, time, TellAsync).RunAsync(over.Token);
        try
        {
            return _options.Smoke ? await SmokeAsync(stopping) : await StayAsync(stopping);
        }
        finally
        {
            await over.CancelAsync();
            await restarting;
        }

        async Task TellAsync(RestartNotice notice)
        {
            console.Line(notice.Sentence);
            await _logs.ShowEndsAsync([.. _board.Rows.Select(row => row.Name).Where(name => name == notice.Resource)], over.Token);
        }
    }

    private async Task<Fault?> StayAsync(CancellationToken stopping)
    {
        if (Report(code: null, error: null) is { } unwritten)
        {
            return unwritten;
        }

        var outbox = $"{Address(topology.Port(Ports.ApiBlue))}/api/v1/outbox";
        console.Next(topology, Address(topology.Port(Ports.Gateway)), outbox, dashboardLogin);
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        return null;
    }

    private async Task<Fault?> SmokeAsync(CancellationToken stopping)
    {
        var outbox = new SmokeOutbox(
            new Uri(Address(topology.Port(Ports.ApiBlue))), application.Services.GetRequiredService<IConfiguration>().OperatorToken());
        _smoke = await new SmokeScenario(new Uri(Address(topology.Port(Ports.Gateway))), outbox, time).RunAsync(stopping);
        console.SmokeSteps(_smoke);
        return _smoke.FirstOrDefault(step => step.Error is not null) is { } failed
            ? new Fault(ExitCode.SmokeFailed, $"The smoke scenario failed at '{failed.Name}': {failed.Error}")
            : null;
    }

    private async Task ShowFaultAsync(Fault? fault, CancellationToken interruption)
    {
        if (fault is null)
        {
            return;
        }

        Show(fault);
        var culprits = _board.Rows
            .Where(row => row.Verdict == Verdict.Failed || (row.Verdict == Verdict.Starting && row.State != "Waiting" && fault.Code == ExitCode.NotHealthyInTime))
            .Select(row => row.Name)
            .ToList();
        await _logs.ShowEndsAsync(culprits, interruption);
    }

    private void Show(Fault? fault) => console.Faults(fault is null ? [] : [fault]);

    /// <summary>Ends when the task fails or is cancelled; never when it succeeds, and starting never ends when something waits for ever.</summary>
    private static async Task BadEndOf(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }

    private async Task WatchAsync(CancellationToken over)
    {
        try
        {
            await foreach (var change in application.ResourceNotifications.WatchAsync(over))
            {
                var elapsed = time.GetElapsedTime(_start);
                if (_board.Update(change.Resource.Name, Observation.Of(change.Snapshot), elapsed) is { } row)
                {
                    console.Progress(elapsed, row);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Writes the report, if one is wanted; the code is null while the run goes on.</summary>
    private Fault? Report(ExitCode? code, string? error) =>
        _options.Json is { } path ? Describe(topology, code, error, _rows ?? [], _seconds, _smoke).TryWrite(path) : null;

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
}
