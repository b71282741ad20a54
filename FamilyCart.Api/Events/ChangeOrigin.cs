namespace FamilyCart.Api.Events;

/// <param name="AccountId">Who changed something.</param>
/// <param name="SessionId">The socket session that already knows of it and is not told again, or null.</param>
internal sealed record ChangeOrigin(Guid AccountId, string? SessionId);
