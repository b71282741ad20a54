using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Signals;
using Npgsql;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>
/// Carries the runners of this host, while this instance holds its lease: whenever something changes, and once a second, each runner
/// is taken one step further. Nothing is remembered from step to step, so after a crash the next manager goes on where this one ended.
/// </summary>
internal sealed partial class HostService(
    HostSettings settings, ILeaseStore leases, LeaseHolder holder, IFleetStore store, RunnerCare care, FleetSignal signal, TimeProvider time, ILogger<HostService> logger)
    : BackgroundService
{
    // One runner that hangs keeps no other waiting.
    private readonly ConcurrentDictionary<long, Task> _underWay = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lease = new HeldLease($"host:{settings.Name}", holder, leases, time, logger);
        var keeping = lease.KeepAsync(() => signal.Tell(FleetTopic.Hosts), stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = signal.Next(FleetTopic.Hosts);
            if (lease.Current is { } current)
            {
                await LookAsync(current, stoppingToken);
            }

            await signal.WaitAsync(changed, stoppingToken);
        }

        await Task.WhenAll(_underWay.Values);
        if (!settings.RunnersOutlive)
        {
            await care.RemoveAllAsync();
        }

        await keeping;
    }

    private async Task LookAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            var runners = await store.RunnersOfAsync(settings.Name, cancellationToken);
            foreach (var runner in runners)
            {
                _ = _underWay.GetOrAdd(runner.Id, _ => StepAsync(runner, lease, cancellationToken));
            }

            if (_underWay.IsEmpty)
            {
                await care.SweepAsync(runners.Select(runner => runner.Name).ToHashSet(StringComparer.Ordinal), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The manager stops; runners go on without it.
        }
    }

    private async Task StepAsync(FleetRunner runner, Lease lease, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var moved = false;
        try
        {
            moved = await care.StepAsync(runner, lease, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            LogStuck(runner.Name, exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The manager stops; the runner goes on without it.
        }
        finally
        {
            _underWay.TryRemove(runner.Id, out _);
        }

        if (moved)
        {
            signal.Tell(FleetTopic.Hosts);
        }
    }

    [LoggerMessage(3060, LogLevel.Warning, "The host's runners are looked at later, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);

    [LoggerMessage(3061, LogLevel.Warning, "{Runner} could not be taken further for the moment ({Reason}).")]
    private partial void LogStuck(string runner, string reason);
}
