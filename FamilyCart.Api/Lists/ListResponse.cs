using FamilyCart.Api.Accounts;
using FamilyCart.Api.Items;

namespace FamilyCart.Api.Lists;

/// <summary>
/// A list as one of its members sees it. Sequence is the number of its latest change: an event with the next number continues
/// from here. Role is the caller's. HasMoreItems says that the list has more than are shown here; those are paged.
/// </summary>
internal sealed record ListResponse(
    int Id,
    string Name,
    string? Description,
    Guid OwnerId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Sequence,
    long Version,
    string Role,
    IReadOnlyList<ItemResponse> Items,
    bool HasMoreItems,
    IReadOnlyList<Account> Members)
{
    internal static ListResponse From(ListRow row, IReadOnlyList<ItemResponse> items, IEnumerable<Account> members, int itemLimit) => new(
        row.Id,
        row.Name,
        row.Description,
        row.OwnerId,
        row.CreatedAt,
        row.UpdatedAt,
        row.Sequence,
        row.Version,
        row.Role,
        [.. items.Take(itemLimit)],
        items.Count > itemLimit,
        [.. members]);
}
