namespace FamilyCart.Api.History;

/// <summary>When an item was deleted, and by whom, if they are still known.</summary>
internal sealed record DeletionRow
{
    public required DateTime DeletedAt { get; init; }

    public Guid? DeletedById { get; init; }

    public string? DeletedByEmail { get; init; }

    public string? DeletedByNickname { get; init; }
}
