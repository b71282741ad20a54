namespace FamilyCart.Api.Catalog;

/// <summary>A category as it is stored; translations are JSON.</summary>
internal sealed record CategoryRow
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? IconName { get; init; }

    public required string Translations { get; init; }

    public required int Position { get; init; }
}
