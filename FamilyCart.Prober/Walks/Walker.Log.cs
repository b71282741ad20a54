namespace FamilyCart.Prober.Walks;

internal sealed partial class Walker
{
    [LoggerMessage(6001, LogLevel.Warning, "The walk ended at {Step}: {Fault}, status {Status}")]
    private partial void LogFailed(string step, StepFault fault, int? status);

    [LoggerMessage(6002, LogLevel.Warning, "The walk left a list or a log-in, which the next one removes")]
    private partial void LogLeft();

    // The type alone: an exception's text may carry an address with its ticket.
    [LoggerMessage(6003, LogLevel.Error, "The prober itself failed with {Exception}")]
    private partial void LogBroken(string exception);

    [LoggerMessage(6004, LogLevel.Warning, "The certificates to trust cannot be read from {File}: {Exception}")]
    private partial void LogUntrusted(string? file, string exception);
}
