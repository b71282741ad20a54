using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Health;

internal sealed partial class CheckRunner
{
    // The type alone: an exception's text may carry what must not be logged.
    [LoggerMessage(1101, LogLevel.Warning, "Health check {Check} failed with {Exception}.")]
    private partial void LogFailed(string check, string exception);

    [LoggerMessage(1102, LogLevel.Warning, "Health check {Check} gave no answer within {Limit}.")]
    private partial void LogTimeout(string check, TimeSpan limit);
}
