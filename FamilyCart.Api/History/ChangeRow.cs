namespace FamilyCart.Api.History;

/// <summary>A change as it was told.</summary>
internal sealed record ChangeRow(long Sequence, string Message);
