using FamilyCart.RunnerManager.Drivers.Engine;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>Asks the engine now and then what it is and which limits it can keep; a host without containers asks none.</summary>
internal sealed partial class EngineWatch(ContainerDriver driver, EngineClient engine, EngineBoard board, TimeProvider time, ILogger<EngineWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(s_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var before = board.Current;
        var now = driver.IsUsed ? await AskAsync(before, cancellationToken) : null;
        if (now?.LimitsObstacle is { } obstacle && before?.LimitsObstacle != obstacle)
        {
            LogNotLimited(obstacle);
        }

        board.Show(now);
    }

    private async Task<EngineReport> AskAsync(EngineReport? before, CancellationToken cancellationToken)
    {
        try
        {
            var version = await engine.VersionAsync(cancellationToken);
            var name = version.Components is [{ Name: { } first }, ..] && first.StartsWith("Podman", StringComparison.Ordinal) ? "Podman" : "Docker";
            return new(name, version.Version, null, Limits(await engine.InfoAsync(cancellationToken)));
        }
        catch (EngineException exception)
        {
            // What it could do before it fell silent still holds those that run.
            return new(before?.Name, before?.Version, exception.Message, before?.LimitsObstacle);
        }
    }

    /// <summary>Why limits are not kept, in words.</summary>
    internal static string? Limits(EngineInfo info)
    {
        if (info is { ControlGroupVersion: "1", Rootless: true })
        {
            // Podman says that it can, and leaves the limits out.
            return "an engine that runs without root cannot limit anything by control groups of version 1";
        }

        var missing = new[] { (info.MemoryLimit, "memory"), (info.ProcessorLimit, "processors"), (info.ProcessesLimit, "processes") }.Where(one => !one.Item1).Select(one => one.Item2).ToList();
        return missing.Count > 0 ? $"the engine cannot limit {string.Join(", ", missing)} on this machine" : null;
    }

    [LoggerMessage(3520, LogLevel.Warning, "Containers of this host are not held to all of their limits: {Reason}.")]
    private partial void LogNotLimited(string reason);
}
