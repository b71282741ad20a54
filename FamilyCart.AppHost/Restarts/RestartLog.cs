using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Restarts;

internal static partial class RestartLog
{
    [LoggerMessage(5301, LogLevel.Error, "{Sentence}")]
    public static partial void Died(this ILogger logger, string sentence);
}
