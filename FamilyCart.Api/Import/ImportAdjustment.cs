namespace FamilyCart.Api.Import;

/// <summary>Something that is not in ours as it was in the source. Names rows by id only: it may be printed and logged.</summary>
/// <param name="Kind">The kind of row.</param>
/// <param name="LegacyId">Its id in the source.</param>
/// <param name="Field">Null for the whole row.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record ImportAdjustment(string Kind, string LegacyId, string? Field, string Reason);
