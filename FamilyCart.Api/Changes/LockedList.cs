namespace FamilyCart.Api.Changes;

/// <summary>A list whose row is locked until the transaction ends, as one of its members holds it.</summary>
internal sealed record LockedList
{
    public required int Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Of the list itself, without its content.</summary>
    public required long Version { get; init; }

    /// <summary>The number of the latest change before this one.</summary>
    public required long LastSequence { get; init; }

    /// <summary>What the caller may do here; viewer, editor or owner.</summary>
    public required string Role { get; init; }

    internal ListRole CallerRole => Enum.Parse<ListRole>(Role, ignoreCase: true);
}
