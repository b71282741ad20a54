namespace FamilyCart.Api.Import.Legacy;

internal sealed record LegacyCategory
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? IconName { get; init; }

    public string? Translations { get; init; }
}
