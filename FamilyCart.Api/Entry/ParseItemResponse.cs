namespace FamilyCart.Api.Entry;

/// <summary>What a line means, in the fields of an item.</summary>
internal sealed record ParseItemResponse(
    string Name, decimal? QuantityValue, string? QuantityUnitId, string? QuantityDisplayText, string? Comment)
{
    internal static ParseItemResponse From(ParsedEntry entry) =>
        new(entry.Name, entry.Amount, entry.UnitId, entry.QuantityText, entry.Note);
}
