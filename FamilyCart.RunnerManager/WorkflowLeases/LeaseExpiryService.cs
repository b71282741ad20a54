using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Notes once a second which leases have expired, and removes once an hour what ended long ago. Every instance does.</summary>
internal sealed class LeaseExpiryService(
    [FromKeyedServices(ReservedDatabase.Key)] WorkflowLeaseStore store, LeaseSettings settings, LeaseMetrics metrics, TimeProvider time, ILogger<LeaseExpiryService> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? forgotAt = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                metrics.ShowHeld(await store.ExpireAsync(stoppingToken));
                if (forgotAt is not { } before || time.GetElapsedTime(before) >= s_between)
                {
                    await store.ForgetAsync(settings.Keep, stoppingToken);
                    forgotAt = time.GetTimestamp();
                }
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                WorkflowLeaseLog.Later(logger, (exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(s_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
