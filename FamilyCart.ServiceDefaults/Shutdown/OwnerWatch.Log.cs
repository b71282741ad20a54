using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Shutdown;

internal sealed partial class OwnerWatch
{
    [LoggerMessage(1002, LogLevel.Warning, "Stopping: process {Owner}, which this service belongs to (Shutdown:OwnerProcessId), is gone.")]
    private partial void LogGone(int owner);
}
