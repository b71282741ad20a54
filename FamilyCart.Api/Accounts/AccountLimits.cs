namespace FamilyCart.Api.Accounts;

internal static class AccountLimits
{
    /// <summary>Characters of a nickname, a first or a last name.</summary>
    internal const int Name = 50;
}
