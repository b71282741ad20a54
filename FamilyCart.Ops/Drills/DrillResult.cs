using FamilyCart.Ops.Repository;

namespace FamilyCart.Ops.Drills;

/// <summary>What a drill came to.</summary>
/// <param name="Kind">What was restored to.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Target">Up to where the log was replayed.</param>
/// <param name="Backup">The base backup; null where none was reached.</param>
/// <param name="RecoveryPoint">Seconds of work that would have been lost: from the newest restored heartbeat to the drill's start, or to its target. Null where unknown.</param>
/// <param name="RecoveryTime">Seconds from the start to the API's good answer from restored data, or where no API is given, until the database answered. Null where that was not reached.</param>
/// <param name="Databases">Rows by database and table.</param>
/// <param name="Dump">The dump that was restored as well; null where there was none.</param>
/// <param name="Checks">What was found in order, in the order of the checks.</param>
/// <param name="Skipped">What was not checked, and why.</param>
/// <param name="Faults">What was not in order; empty for a drill that succeeded.</param>
/// <param name="From">Where it restored from.</param>
internal sealed record DrillResult(
    DrillKind Kind,
    DateTimeOffset StartedAt,
    string Target,
    string? Backup,
    double? RecoveryPoint,
    double? RecoveryTime,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Databases,
    string? Dump,
    IReadOnlyList<string> Checks,
    IReadOnlyList<string> Skipped,
    IReadOnlyList<string> Faults,
    BackupSource From = BackupSource.Repository)
{
    /// <summary>Whether every check that was made found things in order.</summary>
    public bool Succeeded => Faults.Count == 0;
}
