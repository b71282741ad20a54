using FamilyCart.Api.Accounts;
using FamilyCart.Api.Items;

namespace FamilyCart.Api.Events;

/// <summary>An item was created or updated.</summary>
internal sealed record ItemChangeMessage(
    string Type, string EventType, int ListId, long Sequence, ItemResponse Item, DateTimeOffset Timestamp, Guid UserId);

/// <summary>An item was deleted.</summary>
internal sealed record ItemDeletedMessage(
    string Type, string EventType, int ListId, long Sequence, DeletedItem Item, DateTimeOffset Timestamp, Guid UserId);

/// <summary>All that is known of an item that is gone.</summary>
internal sealed record DeletedItem(int Id);

/// <summary>A list got a new member.</summary>
internal sealed record ListSharedMessage(
    string Type, string EventType, int ListId, long Sequence, SharedList List, DateTimeOffset Timestamp, Guid UserId);

/// <summary>A list as its owner sees it, without its items.</summary>
internal sealed record SharedList(
    int Id,
    string Name,
    string? Description,
    Guid OwnerId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    IReadOnlyList<Account> Members,
    string NewMemberEmail);
