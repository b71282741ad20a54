using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Registrations;

/// <summary>Clears up at GitHub while this instance leads: at once, and then at even times.</summary>
internal sealed partial class RegistrationService(
    RegistrationSweep sweep, LostRunners lost, FleetView view, RegistrationSettings settings, TimeProvider time, ILogger<RegistrationService> logger) : BackgroundService
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var leader = view.Current?.Leader;
            if (leader is null)
            {
                sweep.Forget();
            }

            try
            {
                if (leader is not null)
                {
                    await lost.EndAsync(leader, stoppingToken);
                    await sweep.SweepAsync(stoppingToken);
                }
            }
            catch (Exception exception) when (DatabaseTrouble.Is(exception))
            {
                LogLater((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(leader is null ? s_patience : settings.RegistrationInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(3365, LogLevel.Warning, "What is left at GitHub is looked for later, since the database cannot be used ({Reason}).")]
    private partial void LogLater(string reason);
}
