namespace FamilyCart.Api.Import;

/// <summary>Counts and adjustments of one run, gathered as it goes.</summary>
internal sealed class ImportReport
{
    private readonly Dictionary<string, ImportCounts> _counts = [];
    private readonly List<ImportAdjustment> _adjustments = [];

    internal IReadOnlyDictionary<string, ImportCounts> Counts => _counts;

    internal IReadOnlyList<ImportAdjustment> Adjustments => _adjustments;

    /// <summary>The row that is being worked on, to name it when something fails.</summary>
    internal string? At { get; private set; }

    internal void Reading(string kind, string legacyId)
    {
        At = $"{kind} {legacyId}";
        Count(kind, counts => counts with { Read = counts.Read + 1 });
    }

    internal void Added(string kind) => Count(kind, counts => counts with { Added = counts.Added + 1 });

    internal void Known(string kind) => Count(kind, counts => counts with { Known = counts.Known + 1 });

    internal void Merged(string kind) => Count(kind, counts => counts with { Merged = counts.Merged + 1 });

    internal void Skipped(string kind, string legacyId, string reason)
    {
        Count(kind, counts => counts with { Skipped = counts.Skipped + 1 });
        Adjusted(kind, legacyId, null, reason);
    }

    internal void Adjusted(string kind, string legacyId, string? field, string reason) =>
        _adjustments.Add(new ImportAdjustment(kind, legacyId, field, reason));

    private void Count(string kind, Func<ImportCounts, ImportCounts> change) =>
        _counts[kind] = change(_counts.GetValueOrDefault(kind) ?? new ImportCounts(0, 0, 0, 0, 0));
}
