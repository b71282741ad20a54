namespace FamilyCart.Api.Accounts.Verification;

/// <summary>A token that a letter carried.</summary>
internal sealed record AccountTokenRow
{
    public required Guid AccountId { get; init; }

    /// <summary>The address that the letter went to.</summary>
    public required string EmailKey { get; init; }

    public bool IsUsed { get; init; }
}
