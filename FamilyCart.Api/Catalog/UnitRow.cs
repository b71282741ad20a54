namespace FamilyCart.Api.Catalog;

/// <summary>A unit as it is stored; translations are JSON.</summary>
internal sealed record UnitRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Symbol { get; init; }

    public required string Dimension { get; init; }

    public required string BaseUnitId { get; init; }

    public required decimal ConversionFactor { get; init; }

    public required string Translations { get; init; }
}
