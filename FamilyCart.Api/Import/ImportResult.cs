namespace FamilyCart.Api.Import;

/// <summary>What the verb writes with --json.</summary>
/// <param name="Succeeded">False: nothing was changed.</param>
/// <param name="DryRun">Everything was taken back.</param>
/// <param name="Fault">Why it did not succeed.</param>
/// <param name="Counts">By kind of row.</param>
/// <param name="Adjustments">In the order in which they were made.</param>
internal sealed record ImportResult(
    bool Succeeded,
    bool DryRun,
    string? Fault,
    IReadOnlyDictionary<string, ImportCounts> Counts,
    IReadOnlyList<ImportAdjustment> Adjustments);
