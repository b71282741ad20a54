namespace FamilyCart.RunnerManager.Drivers;

/// <summary>What a listener's exit code means.</summary>
internal static class ListenerEnds
{
    // As shells write it down.
    private const int FirstSignal = 129;
    private const int LastSignal = 192;

    /// <param name="exitCode">The listener's own; null when it is not known.</param>
    public static ListenerEnd Of(int? exitCode) => exitCode switch
    {
        0 => ListenerEnd.Done,
        1 => ListenerEnd.Terminated,
        2 => ListenerEnd.Retryable,
        3 or 4 => ListenerEnd.Updated,
        5 => ListenerEnd.SessionConflict,
        6 => ListenerEnd.Refreshed,
        7 => ListenerEnd.VersionDeprecated,
        125 => ListenerEnd.NotIsolated,
        126 or 127 => ListenerEnd.NotRun,
        >= FirstSignal and <= LastSignal => ListenerEnd.Signal,
        _ => ListenerEnd.Unknown,
    };

    /// <summary>As the database, the metrics and the page write it.</summary>
    public static string Word(ListenerEnd end) => end switch
    {
        ListenerEnd.Done => "done",
        ListenerEnd.Terminated => "terminated",
        ListenerEnd.Retryable => "session lost",
        ListenerEnd.Updated => "updated itself",
        ListenerEnd.SessionConflict => "session conflict",
        ListenerEnd.Refreshed => "configuration renewed",
        ListenerEnd.VersionDeprecated => "version deprecated",
        ListenerEnd.NotIsolated => "not isolated",
        ListenerEnd.NotRun => "not run",
        ListenerEnd.Signal => "killed",
        _ => "unknown",
    };
}
