namespace FamilyCart.Ops;

/// <summary>How a command of the operator ends; docs/exit-codes.md lists them.</summary>
internal enum ExitCode
{
    /// <summary>It did what it was asked to.</summary>
    Done = 0,

    /// <summary>A tool, a server or a check said no; the output says which and why.</summary>
    Failed = 1,

    /// <summary>The command line or the settings are wrong; nothing was done.</summary>
    Usage = 2,

    /// <summary>Another backup, restore or drill is at it; nothing was done.</summary>
    Busy = 3,

    /// <summary>The target is in use or not empty; nothing was touched.</summary>
    TargetTaken = 4,

    /// <summary>There is no backup from which this could be restored.</summary>
    NothingToRestore = 5,

    /// <summary>Ended by a signal.</summary>
    Interrupted = 130,
}
