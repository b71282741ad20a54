namespace FamilyCart.RunnerManager.Drivers;

/// <summary>Why a listener ended, by the exit codes of <c>actions/runner</c>. None of them says how its job went.</summary>
internal enum ListenerEnd
{
    /// <summary>0: told to stop, or its one job is over, or GitHub knows it no more.</summary>
    Done,

    /// <summary>1: it cannot go on as it is.</summary>
    Terminated,

    /// <summary>2: it lost its session and wants another start; a registration for one job is not started twice.</summary>
    Retryable,

    /// <summary>3 or 4: it replaced itself by another version, which a just-in-time runner is told not to do.</summary>
    Updated,

    /// <summary>5: another listener has its session.</summary>
    SessionConflict,

    /// <summary>6: its configuration was renewed.</summary>
    Refreshed,

    /// <summary>7: GitHub takes its version no longer.</summary>
    VersionDeprecated,

    /// <summary>125: this host could not give it its private places.</summary>
    NotIsolated,

    /// <summary>126 or 127: its program could not be run.</summary>
    NotRun,

    /// <summary>More than 128: a signal ended it, such as for memory.</summary>
    Signal,

    /// <summary>Nobody knows: its machine, or whoever waited for it, ended first.</summary>
    Unknown,
}
