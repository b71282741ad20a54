using System.Globalization;
using FamilyCart.Ops.Repository;

namespace FamilyCart.Ops.Restoring;

/// <summary>Which base backup leads to a target.</summary>
internal static class RestorePlan
{
    /// <returns>The backup, or why there is none, with the remedy.</returns>
    public static (BaseBackup? Backup, string? Reason) Choose(Catalogue catalogue, RestoreTarget target, DateTimeOffset now)
    {
        if (catalogue.Backups is not [var oldest, ..])
        {
            return (null, "The repository holds no base backup; make one with: ops backup");
        }

        if (target.RestorePoint is { } name)
        {
            return catalogue.Of(name) is { } at
                ? (at, null)
                : (null, $"No base backup goes with the restore point '{name}'; ops list shows those that have one, and a time does as well.");
        }

        if (target.Time is not { } time)
        {
            return (catalogue.Backups[^1], null);
        }

        return time > now ? (null, $"{target} is in the future; --to latest restores all there is.")
            : catalogue.Before(time) is { } before ? (before, null)
            : (null, string.Create(CultureInfo.InvariantCulture, $"{target} lies before the end of the oldest base backup, {oldest.EndedAt:yyyy-MM-dd HH:mm:ss}Z; nothing earlier can be restored."));
    }
}
