using System.Globalization;
using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Launch;

/// <summary>Stops a topology so that the next run finds its ports and its data free.</summary>
internal sealed class TopologyStop(DistributedApplication application, StatusBoard board, LaunchConsole console, TimeProvider time)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_processLimit = TimeSpan.FromSeconds(4);

    /// <summary>Returns when no process of this run is left; or when that takes too long.</summary>
    /// <param name="starting">The start, which may still be under way or have failed.</param>
    public async Task StopAsync(Task starting)
    {
        var start = time.GetTimestamp();
        var processes = board.Rows.Select(row => row.Observation.ProcessId).OfType<int>().ToList();
        processes.AddRange(processes.SelectMany(ProcessTree.Descendants).ToList());
        await StopServicesAsync();
        using var limit = new CancellationTokenSource(s_limit, time);
        try
        {
            await application.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            console.Line("Not everything stopped in time; the orchestrator ends the rest when this process is gone.");
        }
        catch (Exception exception) when (starting.IsFaulted)
        {
            // What never started may not know how to stop; the start's own failure is what is told.
            console.Line($"Stopping after the failed start: {exception.Message}");
        }

        // A start that was cut short has said why already.
        await starting.WaitAsync(s_limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!await ProcessTree.WaitForEndAsync(processes, s_processLimit, time))
        {
            // An orchestrator that was killed ends nothing any more.
            await ProcessTree.TerminateAsync([.. processes.Where(ProcessTree.IsAlive)], s_processLimit, time);
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"Stopped in {time.GetElapsedTime(start).TotalSeconds:0.0} s."));
    }

    /// <summary>
    /// Services first, while their servers still answer. They are told themselves: <c>dotnet run</c> passes no TERM on, so the
    /// orchestrator would wait six seconds for each before it reached the service behind.
    /// </summary>
    private async Task StopServicesAsync()
    {
        var launchers = board.Rows.Where(row => row is { Kind: "project", State: "Running" }).Select(row => row.Observation.ProcessId).OfType<int>();
        var services = launchers.SelectMany(ProcessTree.Descendants).ToList();
        if (!await ProcessTree.TerminateAsync(services, s_processLimit, time))
        {
            console.Line("A service takes its time to stop; the orchestrator goes on.");
        }
    }
}
