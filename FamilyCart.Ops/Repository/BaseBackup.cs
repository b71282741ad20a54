namespace FamilyCart.Ops.Repository;

/// <summary>What a base backup holds.</summary>
internal enum BaseBackupKind
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>What changed since the last full one.</summary>
    Differential,

    /// <summary>What changed since the last one of any kind.</summary>
    Incremental,
}

/// <summary>One base backup of the repository.</summary>
/// <param name="Label">pgBackRest's name of it.</param>
/// <param name="In">Where it is.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="StartedAt">UTC, to the second.</param>
/// <param name="EndedAt">UTC, to the second. Every moment after it can be restored from it.</param>
/// <param name="Bytes">Of the server's files.</param>
/// <param name="StoredBytes">That this one added to the repository.</param>
/// <param name="RestorePoint">The restore point that was set after it; null for none.</param>
/// <param name="Timeline">Of the server when it was made.</param>
/// <param name="EndPosition">Where the server's log was at its end, in bytes.</param>
internal sealed record BaseBackup(
    string Label, BackupSource In, BaseBackupKind Kind, DateTimeOffset StartedAt, DateTimeOffset EndedAt, long Bytes, long StoredBytes, string? RestorePoint, uint Timeline, ulong EndPosition);
