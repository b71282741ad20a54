namespace FamilyCart.Api.Import.Legacy;

internal sealed record LegacyUnit
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Symbol { get; init; }

    public string? Category { get; init; }

    public string? BaseUnit { get; init; }

    public decimal? ConversionFactor { get; init; }
}
