namespace FamilyCart.Api.Accounts;

/// <param name="AccessToken">Opaque; it is shown this once and stored only as a hash.</param>
/// <param name="TokenType">Always bearer.</param>
internal sealed record LoginResponse(string AccessToken, string TokenType)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(LoginResponse);
}
