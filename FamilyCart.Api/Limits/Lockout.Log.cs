namespace FamilyCart.Api.Limits;

internal sealed partial class Lockout
{
    [LoggerMessage(4510, LogLevel.Warning, "An address is locked after too many failed log-ins, for {Duration}")]
    private partial void LogLocked(TimeSpan duration);
}
