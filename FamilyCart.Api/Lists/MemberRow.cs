using FamilyCart.Api.Accounts;

namespace FamilyCart.Api.Lists;

/// <summary>A member of a list.</summary>
internal sealed record MemberRow(int ListId, Account Account);
