namespace FamilyCart.Api.Events;

/// <param name="ListId">The list that changed.</param>
/// <param name="Sequence">The change's number there.</param>
/// <param name="Timestamp">When it was made.</param>
/// <param name="AccountId">Who made it.</param>
internal sealed record EventStamp(int ListId, long Sequence, DateTimeOffset Timestamp, Guid AccountId);
