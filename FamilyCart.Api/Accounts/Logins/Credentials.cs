namespace FamilyCart.Api.Accounts.Logins;

/// <summary>What a log-in is checked against.</summary>
internal sealed record Credentials
{
    public required Guid Id { get; init; }

    public required string PasswordHash { get; init; }

    /// <summary>Whether the account has proven the address.</summary>
    public bool IsProven { get; init; }

    /// <summary>Without the hash.</summary>
    public override string ToString() => nameof(Credentials);
}
