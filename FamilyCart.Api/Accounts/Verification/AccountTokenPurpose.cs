namespace FamilyCart.Api.Accounts.Verification;

/// <summary>What the token of a letter is for.</summary>
internal static class AccountTokenPurpose
{
    internal const string Verify = "verify";
    internal const string Reset = "reset";
}
