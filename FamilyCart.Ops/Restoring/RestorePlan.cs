using System.Globalization;
using FamilyCart.Ops.Repository;

namespace FamilyCart.Ops.Restoring;

/// <summary>Which base backup leads to a target, and along which timeline.</summary>
/// <param name="Backup">Where the replay begins.</param>
/// <param name="Timeline">That it follows; null where there is but one.</param>
internal sealed record RestorePlan(BaseBackup Backup, uint? Timeline)
{
    /// <summary>The target and, where there are several, the timeline, for people.</summary>
    public string Describe(RestoreTarget target) => Timeline is null ? $"{target}" : string.Create(CultureInfo.InvariantCulture, $"{target} along timeline {Timeline}");

    /// <returns>The plan, or why there is none, with the remedy.</returns>
    public static (RestorePlan? Plan, string? Reason) Choose(Catalogue catalogue, RestoreTarget target, DateTimeOffset now)
    {
        if (catalogue.Backups.Count == 0)
        {
            return (null, "The repository holds no base backup; make one with: ops backup");
        }

        if (target.RestorePoint is { } name)
        {
            // It was set on the timeline of its base backup, whether or not that was left since.
            return catalogue.Of(name) is { } at
                ? (new RestorePlan(at, catalogue.Timelines.Newest is null ? null : at.Timeline), null)
                : (null, $"No base backup goes with the restore point '{name}'; ops list shows those that have one, and a time does as well.");
        }

        if (target.Time > now)
        {
            return (null, $"{target} is in the future; --to latest restores all there is.");
        }

        var timeline = target.Time is { } time ? catalogue.Timelines.At(time, catalogue.Backups) : catalogue.Timelines.Newest;
        return catalogue.Before(target.Time ?? DateTimeOffset.MaxValue, timeline) is { } backup ? (new RestorePlan(backup, timeline), null)
            : catalogue.Backups.FirstOrDefault(backup => catalogue.Timelines.Leads(backup, timeline)) is { } oldest
            ? (null, string.Create(CultureInfo.InvariantCulture, $"{target} lies before the end of the oldest base backup, {oldest.EndedAt:yyyy-MM-dd HH:mm:ss}Z; nothing earlier can be restored."))
            : (null, string.Create(CultureInfo.InvariantCulture, $"No base backup leads to timeline {timeline}; make one with: ops backup"));
    }
}
