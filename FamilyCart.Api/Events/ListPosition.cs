namespace FamilyCart.Api.Events;

/// <summary>How far a list has come.</summary>
internal sealed record ListPosition(int ListId, long LastSequence);
