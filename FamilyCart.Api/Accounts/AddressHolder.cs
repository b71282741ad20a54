namespace FamilyCart.Api.Accounts;

/// <summary>Whom a letter to an address is for.</summary>
internal sealed record AddressHolder
{
    public required Guid Id { get; init; }

    /// <summary>The address as its owner writes it.</summary>
    public required string Email { get; init; }

    public required string Nickname { get; init; }
}
