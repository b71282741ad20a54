using FamilyCart.RunnerManager.Storage;
using FamilyCart.RunnerManager.WorkflowLeases;
using Npgsql;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>Tells the rollback hook of leases that expired: each once across all instances, and again only until it is taken. None waits for another.</summary>
internal sealed partial class RollbackSender(
    RollbackStore store, RollbackHook hook, RollbackHookSettings settings, LeaseSettings leases, RollbackMetrics metrics, TimeProvider time, ILogger<RollbackSender> logger) : BackgroundService
{
    private const int MostDoublings = 9;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // While there is more than there is room for.
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    // Beyond the attempt itself, for what is kept of it.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(10);

    private readonly RollbackRoom _room = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string[] listed = [.. leases.Names.Exact];
        while (!stoppingToken.IsCancellationRequested)
        {
            IReadOnlyList<ClaimedRollback> claimed = [];
            try
            {
                claimed = await store.ClaimAsync(settings.Timeout + s_margin, listed, _room.Names, stoppingToken);
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            foreach (var rollback in claimed)
            {
                _room.Begin(rollback, TellSafelyAsync);
            }

            await Task.Delay(claimed.Count > 0 ? s_breath : s_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _room.EmptyAsync();
    }

    /// <summary>How long to wait after so many attempts: 1 s, 2 s, 4 s, and 5 min at most.</summary>
    internal static TimeSpan PauseAfter(int attempts)
    {
        var pause = s_pause * Math.Pow(2, Math.Min(attempts - 1, MostDoublings));
        return pause < s_longestPause ? pause : s_longestPause;
    }

    // What could not be kept is told again, under the same delivery, when the claim has run out.
    private async Task TellSafelyAsync(ClaimedRollback rollback)
    {
        try
        {
            await TellAsync(rollback);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
        }
    }

    private async Task TellAsync(ClaimedRollback rollback)
    {
        if (!hook.IsConfigured)
        {
            await FinishAsync(rollback, RollbackOutcome.Unconfigured, null);
            return;
        }

        var status = await hook.TellAsync(rollback);
        if (status is >= 200 and < 300)
        {
            await FinishAsync(rollback, RollbackOutcome.Delivered, status);
        }
        else if (rollback.Attempts >= settings.Attempts)
        {
            await FinishAsync(rollback, RollbackOutcome.Failed, status);
        }
        else
        {
            var pause = PauseAfter(rollback.Attempts);
            LogAgain(rollback.Name, rollback.Epoch, rollback.Attempts, status, pause.TotalSeconds);
            metrics.CountFailedAttempt();
            await store.PostponeAsync(rollback, pause, status);
        }
    }

    private async Task FinishAsync(ClaimedRollback rollback, RollbackOutcome outcome, int? status)
    {
        if (await store.FinishAsync(rollback, outcome, status))
        {
            metrics.Count(outcome);
            LogFinished(outcome == RollbackOutcome.Delivered ? LogLevel.Information : LogLevel.Error, rollback.Name, rollback.Epoch, rollback.Holder, outcome, rollback.Attempts, status);
        }
    }

    [LoggerMessage(EventId = 3220, Message = "The rollback of lease {Lease} (epoch {Epoch}, {Holder}): {Outcome} after {Attempts} attempts (status {Status}).")]
    private partial void LogFinished(LogLevel level, string lease, long epoch, string holder, RollbackOutcome outcome, int attempts, int? status);

    [LoggerMessage(3221, LogLevel.Warning, "The rollback hook did not take lease {Lease} (epoch {Epoch}) at attempt {Attempt} (status {Status}); again in {Pause} s.")]
    private partial void LogAgain(string lease, long epoch, int attempt, int? status, double pause);

    [LoggerMessage(3222, LogLevel.Warning, "Rollbacks are told later, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);
}
