using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Shutdown;

// Stops the service when the process that owns it is gone. An owner that was killed can tell nobody, and `dotnet run`, which may
// stand between the two, passes no signal on.
internal sealed partial class OwnerWatch(ShutdownSettings settings, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OwnerWatch> logger)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.OwnerProcessId == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (IsRunning(settings.OwnerProcessId))
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }

        LogGone(settings.OwnerProcessId);
        lifetime.StopApplication();
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
