namespace FamilyCart.Api.Accounts.Logins;

/// <param name="Credentials">Whose password it was.</param>
/// <param name="NewHash">What to store instead of its hash, or null.</param>
internal sealed record CheckedLogin(Credentials Credentials, string? NewHash)
{
    /// <summary>Without the hash.</summary>
    public override string ToString() => nameof(CheckedLogin);
}
