namespace FamilyCart.Api.Paging;

/// <summary>A part of a longer answer.</summary>
/// <param name="Values">The part.</param>
/// <param name="Next">Where the next part starts, or null at the end.</param>
internal sealed record Page<T>(T[] Values, int? Next);
