using FamilyCart.Api.Accounts;
using FamilyCart.Api.Items;

namespace FamilyCart.Api.Lists;

/// <summary>
/// A list as one of its members sees it. Sequence is the number of its latest change: an event with the next number continues
/// from here.
/// </summary>
internal sealed record ListResponse(
    int Id,
    string Name,
    string? Description,
    Guid OwnerId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Sequence,
    IReadOnlyList<ItemResponse> Items,
    IReadOnlyList<Account> Members)
{
    internal static ListResponse From(ListRow row, IEnumerable<ItemResponse> items, IEnumerable<Account> members) => new(
        row.Id, row.Name, row.Description, row.OwnerId, row.CreatedAt, row.UpdatedAt, row.Sequence, [.. items], [.. members]);
}
