using System.Globalization;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Smoke;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.AppHost.Launch;

/// <summary>One run of the topology, from start to stop.</summary>
internal sealed class TopologyRun(
    UatTopology topology, DistributedApplication application, IReadOnlyList<IResource> resources, LaunchConsole console, TimeProvider time, string dashboardLogin)
{
    private const int TailLines = 15;
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_serviceLimit = TimeSpan.FromSeconds(4);

    private readonly StatusBoard _board = new(resources);
    private readonly LaunchOptions _options = topology.Settings.Launch;
    private readonly long _start = time.GetTimestamp();

    /// <summary>Returns when the run is over and everything has stopped.</summary>
    /// <param name="interruption">Ctrl-C and the like; ends the run in good order.</param>
    public async Task<ExitCode> RunAsync(CancellationToken interruption)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            interruption, application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        using var over = new CancellationTokenSource();
        console.Starting(topology);
        var watching = WatchAsync(over.Token);
        var logging = WriteLogsAsync(over.Token);
        var starting = application.StartAsync(stopping.Token);
        IReadOnlyList<SmokeStep>? smoke = null;
        Fault? fault = null;
        try
        {
            fault = await UpAsync(starting, stopping.Token);
            var seconds = time.GetElapsedTime(_start).TotalSeconds;
            console.Table(_board.Rows, topology.Absent);
            if (fault is null)
            {
                console.Line(string.Create(CultureInfo.InvariantCulture, $"Everything is healthy after {seconds:0.0} s."));
                (smoke, fault) = await UseAsync(seconds, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            console.Line("Interrupted.");
        }

        await ReportFaultAsync(fault, smoke);
        await StopAsync(starting);
        await over.CancelAsync();
        await Task.WhenAll(watching, logging);
        return fault?.Code ?? ExitCode.Ok;
    }

    /// <summary>What a program may know of this run.</summary>
    public static LaunchReport Describe(
        UatTopology topology, ExitCode code, string? error, IReadOnlyList<StatusRow> rows, double? seconds, IReadOnlyList<SmokeStep>? smoke) => new(
            topology.Name,
            topology.Runtime.ToString().ToLowerInvariant(),
            Environment.ProcessId,
            (int)code,
            error,
            seconds is { } value ? Math.Round(value, 2) : null,
            Address(topology.Port(Ports.Gateway)),
            Address(topology.Port(Ports.Dashboard)),
            topology.DataDirectory,
            topology.Secrets.Path,
            [.. rows.Select(ReportedResource.Of)],
            topology.Absent,
            smoke);

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

        return await _board.Settled.WaitAsync(stopping) is { } failed ? new Fault(ExitCode.ResourceFailed, $"{failed.Name} failed: {failed.Reason}.") : null;
    }

    private Fault LateFault()
    {
        var late = _board.Rows.Where(row => row.Verdict != Verdict.Up).ToList();
        var reasons = string.Join("; ", late.OrderBy(row => row.State == "Waiting").Select(row => $"{row.Name}: {row.Reason}"));
        return new Fault(
            ExitCode.NotHealthyInTime,
            string.Create(CultureInfo.InvariantCulture, $"Not healthy within {_options.Timeout.TotalSeconds} s (Launch:Timeout): {reasons}."));
    }

    private async Task<(IReadOnlyList<SmokeStep>? Steps, Fault? Fault)> UseAsync(double seconds, CancellationToken stopping)
    {
        if (!_options.Smoke)
        {
            Report(ExitCode.Ok, null, seconds, null);
            console.Next(topology, Address(topology.Port(Ports.Gateway)), dashboardLogin);
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        }

        var steps = await new SmokeScenario(new Uri(Address(topology.Port(Ports.Gateway))), time).RunAsync(stopping);
        console.SmokeSteps(steps);
        var failed = steps.FirstOrDefault(step => step.Error is not null);
        var fault = failed is null ? null : new Fault(ExitCode.SmokeFailed, $"The smoke scenario failed at '{failed.Name}': {failed.Error}");
        Report(fault?.Code ?? ExitCode.Ok, fault?.Message, seconds, steps);
        return (steps, fault);
    }

    private async Task ReportFaultAsync(Fault? fault, IReadOnlyList<SmokeStep>? smoke)
    {
        if (fault is null)
        {
            return;
        }

        console.Faults([fault]);
        var culprits = _board.Rows.Where(row => row.Verdict == Verdict.Failed || (row.Verdict == Verdict.Starting && row.State != "Waiting" && fault.Code == ExitCode.NotHealthyInTime));
        foreach (var culprit in culprits)
        {
            await ShowTailAsync(culprit.Name);
        }

        if (smoke is null)
        {
            Report(fault.Code, fault.Message, null, null);
        }
    }

    private async Task ShowTailAsync(string name)
    {
        var resource = resources.First(resource => resource.Name == name);
        var log = application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(resource);
        console.LogLines(name, await LogTail.ReadAsync(log, TailLines, time, CancellationToken.None));
    }

    private async Task StopAsync(Task starting)
    {
        if (starting.IsFaulted)
        {
            // The host never ran and cannot be stopped; whatever the orchestrator has begun ends with this process.
            return;
        }

        var start = time.GetTimestamp();
        await StopServicesAsync();
        using var limit = new CancellationTokenSource(s_stopLimit, time);
        try
        {
            await application.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            console.Line("Not everything stopped in time; the orchestrator ends the rest when this process is gone.");
        }

        // A start that was cut short has said why already.
        await starting.WaitAsync(s_stopLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        console.Line(string.Create(CultureInfo.InvariantCulture, $"Stopped in {time.GetElapsedTime(start).TotalSeconds:0.0} s."));
    }

    /// <summary>
    /// Services first, while their servers still answer. They are told themselves: <c>dotnet run</c> passes no TERM on, so the
    /// orchestrator would wait six seconds for each before it reached the service behind.
    /// </summary>
    private async Task StopServicesAsync()
    {
        var launchers = _board.Rows.Where(row => row is { Kind: "project", State: "Running" }).Select(row => row.Observation.ProcessId).OfType<int>();
        var services = launchers.SelectMany(ProcessTree.Descendants).ToList();
        if (!await ProcessTree.TerminateAsync(services, s_serviceLimit, time))
        {
            console.Line("A service takes its time to stop; the orchestrator goes on.");
        }
    }

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

    private Task WriteLogsAsync(CancellationToken over)
    {
        if (_options.LogDirectory is not { } folder)
        {
            return Task.CompletedTask;
        }

        var logs = application.Services.GetRequiredService<ResourceLoggerService>();
        Directory.CreateDirectory(folder);
        return Task.WhenAll(_board.Rows.Select(row =>
            LogFile.WriteAsync(logs.WatchAsync(resources.First(resource => resource.Name == row.Name)), Path.Combine(folder, $"{row.Name}.log"), over)));
    }

    private void Report(ExitCode code, string? error, double? seconds, IReadOnlyList<SmokeStep>? smoke)
    {
        if (_options.Json is { } path)
        {
            Describe(topology, code, error, _board.Rows, seconds, smoke).Write(path);
        }
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
}
