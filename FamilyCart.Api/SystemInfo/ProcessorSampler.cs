namespace FamilyCart.Api.SystemInfo;

/// <summary>Takes a sample every interval, so that an answer has a usage to tell without waiting for one.</summary>
internal sealed class ProcessorSampler(ProcessorMeter meter, SystemInfoSettings settings, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.SampleInterval, time);
        do
        {
            meter.Take();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
