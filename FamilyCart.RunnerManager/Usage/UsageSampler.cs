using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>Looks at what this host's runners use. Each host tells of its own, so that no runner counts twice.</summary>
internal sealed partial class UsageSampler(
    UsageSettings settings, HostSettings host, IFleetStore store, PoolSource pools, IUsageSource source, UsageBoard board, TimeProvider time, ILogger<UsageSampler> logger)
    : BackgroundService
{
    private readonly Dictionary<string, Mark> _marks = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SampleAsync(stoppingToken);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is IOException)
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(settings.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task SampleAsync(CancellationToken cancellationToken)
    {
        var runners = (await store.RunnersOfAsync(host.Name, cancellationToken)).Where(runner => runner.HoldsSlot && runner.State >= RunnerState.Spawned).ToList();
        var names = runners.Select(runner => runner.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _marks.Keys.Where(name => !names.Contains(name)).ToList())
        {
            _marks.Remove(gone);
        }

        var known = pools.Current.ToDictionary(pool => pool.Name, StringComparer.Ordinal);
        board.Show([.. runners.Where(runner => known.ContainsKey(runner.Pool)).Select(runner => Look(runner, known[runner.Pool].Limits))]);
    }

    private RunnerUse Look(FleetRunner runner, RunnerLimits limits)
    {
        var before = _marks.GetValueOrDefault(runner.Name);
        var now = time.GetTimestamp();
        var use = source.Read(runner.Name);
        var walked = before is null || time.GetElapsedTime(before.DiskAt, now) >= settings.DiskInterval;
        var disk = walked ? source.DiskBytes(runner.Name) : before!.DiskBytes;
        _marks[runner.Name] = new Mark(now, use?.ProcessorSeconds, walked ? now : before!.DiskAt, disk);
        return new RunnerUse(
            runner.Pool,
            runner.Slot,
            UsageRules.Processors(before?.ProcessorSeconds, use?.ProcessorSeconds, before is null ? TimeSpan.Zero : time.GetElapsedTime(before.At, now), limits.Processors),
            UsageRules.Share(use?.MemoryBytes, limits.MemoryBytes),
            UsageRules.Share(disk, settings.DiskBytes));
    }

    [LoggerMessage(3310, LogLevel.Warning, "What runners use is looked at later, since something is in the way ({Reason}).")]
    private partial void LogLater(string reason);

    /// <summary>The look before.</summary>
    private sealed record Mark(long At, double? ProcessorSeconds, long DiskAt, long? DiskBytes);
}
