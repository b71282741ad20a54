namespace FamilyCart.Api.Housekeeping;

internal sealed partial class HousekeepingWorker
{
    [LoggerMessage(4850, LogLevel.Information, "Removed {Count} old rows of kind {Kind}")]
    private partial void LogRemoved(int count, string kind);

    [LoggerMessage(4851, LogLevel.Warning, "Old rows of kind {Kind} cannot be removed and stay: {Exception}, SQL state {SqlState}")]
    private partial void LogFailed(string kind, string exception, string sqlState);
}
