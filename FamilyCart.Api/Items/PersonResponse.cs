namespace FamilyCart.Api.Items;

/// <summary>Who added or last changed an item.</summary>
internal sealed record PersonResponse(Guid Id, string Email, string Nickname);
