namespace FamilyCart.Ops.Repository;

/// <summary>Where backups are read from. One at a time: what is missing in one would be taken from the other without a word.</summary>
internal enum BackupSource
{
    /// <summary>The repository in the backup folder.</summary>
    Repository = 1,

    /// <summary>The second one, of <c>Backup:Copy</c>.</summary>
    Copy = 2,
}
