namespace FamilyCart.Api.Usage;

/// <summary>What one or more lists have seen under one name.</summary>
internal sealed record UsageRow
{
    public required string Name { get; init; }

    public int? CategoryId { get; init; }

    public string? CategoryName { get; init; }

    public string? IconName { get; init; }

    public string? QuantityUnitId { get; init; }

    /// <summary>How often it was added, in all lists together.</summary>
    public required long Uses { get; init; }

    public required DateTime LastUsedAt { get; init; }
}
