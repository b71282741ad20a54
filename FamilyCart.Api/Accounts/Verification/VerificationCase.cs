namespace FamilyCart.Api.Accounts.Verification;

/// <summary>What the token of a letter would verify.</summary>
internal sealed record VerificationCase
{
    public required Guid AccountId { get; init; }

    /// <summary>The address that the letter went to.</summary>
    public required string EmailKey { get; init; }

    public required string PasswordHash { get; init; }

    /// <summary>There is nothing left to prove.</summary>
    public bool IsProven { get; init; }

    /// <summary>The letter alone is not enough: who reads it may not be who chose the account's password.</summary>
    public bool NeedsPassword { get; init; }

    /// <summary>Without the hash.</summary>
    public override string ToString() => nameof(VerificationCase);
}
