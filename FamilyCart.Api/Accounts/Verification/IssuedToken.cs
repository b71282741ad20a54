namespace FamilyCart.Api.Accounts.Verification;

/// <param name="Token">In clear, for the letter only.</param>
/// <param name="ExpiresAt">When it becomes worthless.</param>
internal sealed record IssuedToken(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(IssuedToken);
}
