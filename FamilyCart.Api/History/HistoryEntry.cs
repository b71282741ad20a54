using FamilyCart.Api.Items;

namespace FamilyCart.Api.History;

/// <summary>A deleted item as it was. Who deleted it is null when their account is gone.</summary>
internal sealed record HistoryEntry(ItemResponse Item, DateTime DeletedAt, PersonResponse? DeletedBy)
{
    internal static HistoryEntry From(ItemRow item, DeletionRow deletion) => new(
        ItemResponse.From(item),
        deletion.DeletedAt,
        deletion.DeletedById is { } id ? new PersonResponse(id, deletion.DeletedByEmail!, deletion.DeletedByNickname!) : null);
}
