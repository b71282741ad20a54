using System.Collections.Concurrent;
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
    // An engine that answers slowly is not asked for all at once, and processes do not wait for it long.
    private const int MostAtOnce = 4;

    private readonly ConcurrentDictionary<string, Mark> _marks = new(StringComparer.Ordinal);

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
            _marks.TryRemove(gone, out _);
        }

        var known = pools.Current.ToDictionary(pool => pool.Name, StringComparer.Ordinal);
        var seen = new RunnerUse?[runners.Count];
        using var limit = new CancellationTokenSource(settings.Interval, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, runners.Count, options, async (index, _) =>
        {
            if (known.TryGetValue(runners[index].Pool, out var pool))
            {
                seen[index] = await LookAsync(runners[index], pool.Limits, end.Token);
            }
        });
        cancellationToken.ThrowIfCancellationRequested();
        board.Show([.. seen.OfType<RunnerUse>()]);
    }

    private async Task<RunnerUse> LookAsync(FleetRunner runner, RunnerLimits limits, CancellationToken cancellationToken)
    {
        var before = _marks.GetValueOrDefault(runner.Name);
        var now = time.GetTimestamp();
        var use = await TryAsync(token => source.ReadAsync(runner.Name, token), cancellationToken);
        var walked = before is null || time.GetElapsedTime(before.DiskAt, now) >= settings.DiskInterval;
        var disk = walked ? await TryAsync(token => source.DiskBytesAsync(runner.Name, token), cancellationToken) : before!.DiskBytes;
        _marks[runner.Name] = new Mark(now, use?.ProcessorSeconds, walked ? now : before!.DiskAt, disk);
        return new RunnerUse(
            runner.Pool,
            runner.Slot,
            UsageRules.Processors(before?.ProcessorSeconds, use?.ProcessorSeconds, before is null ? TimeSpan.Zero : time.GetElapsedTime(before.At, now), limits.Processors),
            UsageRules.Share(use?.MemoryBytes, limits.MemoryBytes),
            UsageRules.Share(disk, settings.DiskBytes));
    }

    // A runner of which the machine says nothing has no figures; the others have theirs.
    private static async Task<T?> TryAsync<T>(Func<CancellationToken, ValueTask<T?>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return default;
        }
    }

    [LoggerMessage(3310, LogLevel.Warning, "What runners use is looked at later, since something is in the way ({Reason}).")]
    private partial void LogLater(string reason);

    /// <summary>The look before.</summary>
    private sealed record Mark(long At, double? ProcessorSeconds, long DiskAt, long? DiskBytes);
}
