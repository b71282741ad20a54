using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Http;

internal sealed partial class HttpPipelines
{
    [LoggerMessage(1201, LogLevel.Information, "Request to {Destination} failed; attempt {Attempt} follows in {Delay}.")]
    private partial void LogRetry(string destination, int attempt, TimeSpan delay);

    [LoggerMessage(1202, LogLevel.Warning, "Requests to {Destination} fail too often; none is sent for {Duration}.")]
    private partial void LogOpened(string destination, TimeSpan duration);

    [LoggerMessage(1203, LogLevel.Information, "Requests to {Destination} are sent again.")]
    private partial void LogClosed(string destination);
}
