namespace FamilyCart.Api.Accounts;

/// <summary>Who somebody is, as other parts of the service and the account's own page see it.</summary>
internal sealed record Account
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    public required string Nickname { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public bool IsActive { get; init; }

    public bool IsSuperuser { get; init; }

    public bool IsVerified { get; init; }
}
