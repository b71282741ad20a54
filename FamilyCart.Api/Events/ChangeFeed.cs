using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FamilyCart.Api.Items;
using FamilyCart.Api.Json;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Events;

/// <summary>Tells the sockets of a list what has been committed there. Each message carries the change's number in its list.</summary>
internal sealed class ChangeFeed(EventPublisher publisher, ApiMetrics metrics, TimeProvider time)
{
    /// <summary>Names the socket session of the client that makes a change.</summary>
    internal const string SessionHeader = "x-session-id";

    private const string ItemChange = "item_change";
    private const string ListChange = "list_change";

    internal void ItemCreated(ItemResponse item, long sequence, ChangeOrigin origin) => ItemChanged("created", item, sequence, origin);

    internal void ItemUpdated(ItemResponse item, long sequence, ChangeOrigin origin) => ItemChanged("updated", item, sequence, origin);

    internal void ItemDeleted(int itemId, DeletedItemRow deleted, ChangeOrigin origin) => Publish(
        deleted.ListId,
        deleted.Sequence,
        origin,
        new ItemDeletedMessage(
            ItemChange, "deleted", deleted.ListId, deleted.Sequence, new DeletedItem(itemId), time.GetUtcNow(), origin.AccountId),
        ApiJsonContext.Readable.ItemDeletedMessage);

    internal void ListShared(ListResponse list, string newMemberEmail, long sequence, ChangeOrigin origin)
    {
        metrics.ListShared();
        var shared = new SharedList(
            list.Id, list.Name, list.Description, list.OwnerId, list.CreatedAt, list.UpdatedAt, list.Members, newMemberEmail);
        Publish(
            list.Id,
            sequence,
            origin,
            new ListSharedMessage(ListChange, "shared", list.Id, sequence, shared, time.GetUtcNow(), origin.AccountId),
            ApiJsonContext.Readable.ListSharedMessage);
    }

    private void ItemChanged(string eventType, ItemResponse item, long sequence, ChangeOrigin origin) => Publish(
        item.ShoppingListId,
        sequence,
        origin,
        new ItemChangeMessage(ItemChange, eventType, item.ShoppingListId, sequence, item, time.GetUtcNow(), origin.AccountId),
        ApiJsonContext.Readable.ItemChangeMessage);

    private void Publish<T>(int listId, long sequence, ChangeOrigin origin, T message, JsonTypeInfo<T> type) =>
        publisher.Publish(Envelope.ForList(listId, sequence, origin.SessionId, JsonSerializer.SerializeToUtf8Bytes(message, type)));
}
