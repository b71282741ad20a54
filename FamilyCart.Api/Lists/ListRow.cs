namespace FamilyCart.Api.Lists;

/// <summary>A list without what is in it, as one of its members sees it.</summary>
internal sealed record ListRow
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required Guid OwnerId { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required long Sequence { get; init; }

    public required long Version { get; init; }

    public required string Role { get; init; }
}
