namespace FamilyCart.Gateway.Upstreams;

internal sealed partial class UpstreamProber
{
    [LoggerMessage(2001, LogLevel.Information, "Upstream {Upstream} is healthy.")]
    private static partial void LogHealthy(ILogger logger, string upstream);

    [LoggerMessage(2002, LogLevel.Warning, "Upstream {Upstream} is unhealthy: {Failures} probes in a row failed, the last one was {Fault}.")]
    private static partial void LogUnhealthy(ILogger logger, string upstream, int failures, ProbeFault fault);

    [LoggerMessage(2003, LogLevel.Warning, "Upstream {Upstream} could not be asked for its health: {Exception}.")]
    private static partial void LogNotAsked(ILogger logger, string upstream, string exception);
}
