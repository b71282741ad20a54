using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;

namespace FamilyCart.Api.Events;

/// <summary>An item was created or updated.</summary>
internal sealed record ItemChangeMessage(
    string Type, string EventType, int ListId, long Sequence, ItemResponse Item, DateTimeOffset Timestamp, Guid UserId);

/// <summary>An item was deleted.</summary>
internal sealed record ItemDeletedMessage(
    string Type, string EventType, int ListId, long Sequence, DeletedItem Item, DateTimeOffset Timestamp, Guid UserId);

/// <summary>All that is known of an item that is gone.</summary>
internal sealed record DeletedItem(int Id);

/// <summary>The list itself, its members or the order of its items changed.</summary>
internal sealed record ListChangeMessage(
    string Type,
    string EventType,
    int ListId,
    long Sequence,
    ListSummary List,
    string? NewMemberEmail,
    Guid? RemovedUserId,
    DateTimeOffset Timestamp,
    Guid UserId);
