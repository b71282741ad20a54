namespace FamilyCart.Api.Lists;

/// <summary>A list that its owner deleted and may restore.</summary>
internal sealed record DeletedListResponse
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime DeletedAt { get; init; }
}
