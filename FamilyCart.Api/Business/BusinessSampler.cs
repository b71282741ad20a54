using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Business;

/// <summary>Reads the figures when the instance starts and once a minute.</summary>
internal sealed partial class BusinessSampler(
    BusinessStore store, BusinessMetrics metrics, TimeProvider time, ILogger<BusinessSampler> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                await SampleAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops.
        }
    }

    internal async Task SampleAsync(CancellationToken cancellationToken)
    {
        try
        {
            metrics.Update(await store.ReadAsync(cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnread(exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "none");
        }
    }
}
