using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>
/// Carries the runners of this host, while this instance holds its lease: whenever something changes, and once a second, each runner
/// is taken one step further. Nothing is remembered from step to step, so after a crash the next manager goes on where this one ended.
/// </summary>
internal sealed partial class HostService(
    HostSettings settings, ILeaseStore leases, LeaseHolder holder, [FromKeyedServices(ReservedDatabase.HostKey)] IFleetStore store, RunnerCare care, SilenceWatch silence, FleetSignal signal, TimeProvider time, ILogger<HostService> logger)
    : BackgroundService
{
    // One runner that hangs keeps no other waiting.
    private readonly ConcurrentDictionary<long, Task> _underWay = new();

    // What went wrong in a way that nobody thought of.
    private readonly ConcurrentDictionary<long, Type> _failed = [];

    // Nor does a machine that is slow to say what is there, or how it is.
    private Task _sweep = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lease = new HeldLease($"host:{settings.Name}", holder, leases, time, logger);
        using var over = new CancellationTokenSource();
        var keeping = lease.KeepAsync(() => signal.Tell(FleetTopic.Hosts), over.Token);
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = signal.Next(FleetTopic.Hosts);
            if (lease.Current is { } current)
            {
                await LookAsync(current, stoppingToken);
            }

            await signal.WaitAsync(changed, stoppingToken);
        }

        await Task.WhenAll([_sweep, _listening, .. _underWay.Values]);
        // The lease is let go last: nobody else may begin with what this one still has in hand.
        if (!settings.RunnersOutlive && lease.Current is not null)
        {
            await care.RemoveAllAsync();
        }

        await over.CancelAsync();
        await keeping;
    }

    private async Task LookAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            var runners = await store.RunnersOfAsync(settings.Name, cancellationToken);
            foreach (var runner in runners)
            {
                Begin(runner, lease, cancellationToken);
            }

            if (_listening.IsCompleted)
            {
                _listening = AsideAsync(end => silence.LookAsync(runners, lease, end), cancellationToken);
            }

            if (_sweep.IsCompleted)
            {
                _sweep = AsideAsync(SweepAsync, cancellationToken);
            }
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is IOException or UnauthorizedAccessException)
        {
            LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The manager stops; runners go on without it.
        }
    }

    private async Task AsideAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is IOException or UnauthorizedAccessException)
        {
            LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next manager goes on.
        }
    }

    private Task SweepAsync(CancellationToken cancellationToken) => care.SweepAsync(
        async end => (await store.RunnersOfAsync(settings.Name, end)).Select(runner => runner.Name).ToHashSet(StringComparer.Ordinal), cancellationToken);

    private void Begin(FleetRunner runner, Lease lease, CancellationToken cancellationToken)
    {
        // Noted before it begins: it takes the note away when it ends, which may be at once.
        var turn = new TaskCompletionSource();
        if (_underWay.TryAdd(runner.Id, turn.Task))
        {
            _ = StepAsync(runner, lease, turn, cancellationToken);
        }
    }

    private async Task StepAsync(FleetRunner runner, Lease lease, TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var moved = false;
        try
        {
            moved = await care.StepAsync(runner, lease, cancellationToken);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || exception is IOException or UnauthorizedAccessException)
        {
            LogStuck(runner.Name, exception.GetType().Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The manager stops; the runner goes on without it.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (!_failed.TryGetValue(runner.Id, out var told) || told != exception.GetType())
            {
                LogFailed(runner.Name, exception);
            }

            _failed[runner.Id] = exception.GetType();
        }
        finally
        {
            _underWay.TryRemove(runner.Id, out _);
            turn.SetResult();
        }

        if (moved)
        {
            _failed.TryRemove(runner.Id, out _);
            signal.Tell(FleetTopic.Hosts);
        }
    }

    [LoggerMessage(3060, LogLevel.Warning, "The host's runners are looked at later, since something is in the way ({Reason}).")]
    private partial void LogLater(string reason);

    [LoggerMessage(3061, LogLevel.Warning, "{Runner} could not be taken further for the moment ({Reason}).")]
    private partial void LogStuck(string runner, string reason);

    [LoggerMessage(3062, LogLevel.Error, "{Runner} could not be taken further, and is tried again.")]
    private partial void LogFailed(string runner, Exception exception);
}
