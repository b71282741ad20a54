namespace FamilyCart.Api.Changes;

/// <summary>The outcome of a change.</summary>
/// <param name="Value">What the caller gets to see.</param>
/// <param name="Sequence">The number of the change in its list; null when nothing was told.</param>
/// <param name="IsReplay">The change was made by an earlier request with the same idempotency key.</param>
internal sealed record Changed<T>(T Value, long? Sequence, bool IsReplay = false)
    where T : class;
