namespace FamilyCart.Api.Members;

/// <summary>A member of a list with the role there: owner, editor or viewer.</summary>
internal sealed record MemberResponse(Guid Id, string Email, string Nickname, string Role, DateTime JoinedAt);
