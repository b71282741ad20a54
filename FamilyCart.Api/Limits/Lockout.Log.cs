namespace FamilyCart.Api.Limits;

internal sealed partial class Lockout
{
    [LoggerMessage(4510, LogLevel.Warning, "An address is locked after {Failures} failed log-ins, for {Duration}")]
    private partial void LogLocked(int failures, TimeSpan duration);
}
