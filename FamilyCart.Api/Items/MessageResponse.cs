namespace FamilyCart.Api.Items;

/// <summary>A sentence where there is nothing else to answer with.</summary>
internal sealed record MessageResponse(string Message);
