using FamilyCart.Api.Accounts;

namespace FamilyCart.Api.Lists;

/// <summary>A list without its items, as events tell of it.</summary>
internal sealed record ListSummary(
    int Id,
    string Name,
    string? Description,
    Guid OwnerId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Version,
    IReadOnlyList<Account> Members,
    string? NewMemberEmail = null,
    Guid? RemovedUserId = null);
