namespace FamilyCart.Api.Import.Legacy;

internal sealed record LegacyUser
{
    public required string Id { get; init; }

    public string? Email { get; init; }

    public string? HashedPassword { get; init; }

    public bool? IsActive { get; init; }

    public bool? IsSuperuser { get; init; }

    public bool? IsVerified { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Nickname { get; init; }

    /// <summary>Without the address and the hash.</summary>
    public override string ToString() => $"{nameof(LegacyUser)} {Id}";
}
