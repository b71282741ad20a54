using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FamilyCart.Api.Items;
using FamilyCart.Api.Json;
using FamilyCart.Api.Lists;

namespace FamilyCart.Api.Events;

/// <summary>Something that the members of a list are told, before it is known as which number.</summary>
/// <param name="Write">Returns the JSON that sockets get.</param>
/// <param name="RemovedAccountId">Who is no member any more: their sockets close once they have been told.</param>
/// <param name="ClosesList">Nobody is a member any more: all sockets close once they have been told.</param>
internal sealed record ListNews(Func<EventStamp, byte[]> Write, Guid? RemovedAccountId = null, bool ClosesList = false)
{
    private const string ItemChange = "item_change";
    private const string ListChange = "list_change";

    internal static ListNews ItemCreated(ItemResponse item) => ItemChanged("created", item);

    internal static ListNews ItemUpdated(ItemResponse item) => ItemChanged("updated", item);

    internal static ListNews ItemDeleted(int itemId) => Of(
        stamp => new ItemDeletedMessage(
            ItemChange, "deleted", stamp.ListId, stamp.Sequence, new DeletedItem(itemId), stamp.Timestamp, stamp.AccountId),
        ApiJsonContext.Readable.ItemDeletedMessage);

    /// <summary>Items were put into another order: too many to name, so that they are to be read again.</summary>
    internal static ListNews ItemsReordered(ListSummary list) => ListChanged("reordered", list);

    internal static ListNews ListUpdated(ListSummary list) => ListChanged("updated", list);

    internal static ListNews ListDeleted(ListSummary list) => ListChanged("deleted", list) with { ClosesList = true };

    internal static ListNews ListRestored(ListSummary list) => ListChanged("restored", list);

    internal static ListNews MemberJoined(ListSummary list, string email) => ListChanged("shared", list with { NewMemberEmail = email });

    internal static ListNews MemberChanged(ListSummary list) => ListChanged("member_updated", list);

    internal static ListNews MemberRemoved(ListSummary list, Guid accountId) =>
        ListChanged("member_removed", list with { RemovedUserId = accountId }) with { RemovedAccountId = accountId };

    private static ListNews ItemChanged(string eventType, ItemResponse item) => Of(
        stamp => new ItemChangeMessage(ItemChange, eventType, stamp.ListId, stamp.Sequence, item, stamp.Timestamp, stamp.AccountId),
        ApiJsonContext.Readable.ItemChangeMessage);

    // Clients look for the member beside the list, today's service puts it into the list: it stands in both places.
    private static ListNews ListChanged(string eventType, ListSummary list) => Of(
        stamp => new ListChangeMessage(
            ListChange,
            eventType,
            stamp.ListId,
            stamp.Sequence,
            list,
            list.NewMemberEmail,
            list.RemovedUserId,
            stamp.Timestamp,
            stamp.AccountId),
        ApiJsonContext.Readable.ListChangeMessage);

    private static ListNews Of<T>(Func<EventStamp, T> message, JsonTypeInfo<T> type) =>
        new(stamp => JsonSerializer.SerializeToUtf8Bytes(message(stamp), type));
}
