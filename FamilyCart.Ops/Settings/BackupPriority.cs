namespace FamilyCart.Ops.Settings;

/// <summary>What a base backup that nothing waits for takes of the processors.</summary>
internal enum BackupPriority
{
    /// <summary>Half of the time, and only what nothing else of its container wants then: on a machine that is never idle it takes long, and is given up after six hours.</summary>
    Idle,

    /// <summary>A small share whatever others want.</summary>
    Low,
}
