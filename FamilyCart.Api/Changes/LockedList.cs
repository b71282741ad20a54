namespace FamilyCart.Api.Changes;

/// <summary>A list whose row is locked until the transaction ends.</summary>
internal sealed record LockedList
{
    public required int Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Of the list itself, without its content.</summary>
    public required long Version { get; init; }

    /// <summary>The number of the latest change before this one.</summary>
    public required long LastSequence { get; init; }
}
