using System.Globalization;

namespace FamilyCart.Ops.Repository;

/// <summary>
/// Which life of the server a moment belongs to. A server that was restored to 10:00 and put in place at 11:00 has lived the hour between
/// on the timeline that was left; PostgreSQL by itself would follow the newest one and stop at 10:00 without a word.
/// </summary>
/// <param name="Later">All but the first, oldest first.</param>
internal sealed record Timelines(IReadOnlyList<Timeline> Later)
{
    /// <summary>A server that has never been restored.</summary>
    public static Timelines None { get; } = new([]);

    /// <summary>The one on which the server lived at a moment; null where there is but one.</summary>
    /// <param name="moment">UTC.</param>
    /// <param name="backups">Those of the repository: one of a timeline shows that it had begun, whatever a copied file says.</param>
    public uint? At(DateTimeOffset moment, IReadOnlyList<BaseBackup> backups) =>
        Later.LastOrDefault(timeline => Began(timeline, backups) <= moment) is { } lived ? lived.Number
        : Later is [var first, ..] ? first.Forks[^1].Timeline
        : null;

    /// <summary>The newest; null where there is but one.</summary>
    public uint? Newest => Later is [.., var newest] ? newest.Number : null;

    /// <summary>Whether the histories of all timelines are there that backups and segments are of: without one, a moment would be looked for on the wrong one.</summary>
    public bool Knows(Catalogue catalogue) => catalogue.Backups.Select(backup => backup.Timeline)
        .Append(catalogue.LastSegment is { } last ? uint.Parse(last.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 1)
        .All(number => number == 1 || Later.Any(timeline => timeline.Number == number));

    /// <summary>Whether the log leads from a base backup to a timeline: it is of that one, or of one before it and was made before that was left.</summary>
    /// <param name="backup">The base backup.</param>
    /// <param name="timeline">Null for the only one.</param>
    public bool Leads(BaseBackup backup, uint? timeline) =>
        timeline is null
        || backup.Timeline == timeline
        || Later.FirstOrDefault(later => later.Number == timeline)?.Forks.Any(fork => fork.Timeline == backup.Timeline && fork.Position >= backup.EndPosition) == true;

    private static DateTimeOffset Began(Timeline timeline, IReadOnlyList<BaseBackup> backups)
    {
        var first = backups.FirstOrDefault(backup => backup.Timeline == timeline.Number);
        return first is not null && first.StartedAt < timeline.Since ? first.StartedAt : timeline.Since;
    }
}
