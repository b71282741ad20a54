using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Shutdown;

internal sealed partial class ReadinessDelay
{
    [LoggerMessage(1001, LogLevel.Information, "Stopping: /health fails now, the listener stops in {Delay}.")]
    private partial void LogDelay(TimeSpan delay);
}
