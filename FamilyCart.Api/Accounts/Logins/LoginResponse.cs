using System.Text.Json.Serialization;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts.Logins;

/// <param name="AccessToken">Opaque; it is shown this once and stored only as a hash.</param>
/// <param name="TokenType">Always bearer.</param>
/// <param name="ExpiresIn">Seconds until the access token ends; only with a refresh token.</param>
/// <param name="RefreshToken">Gives the next pair, once; only when the log-in asked for the scope offline_access.</param>
internal sealed record LoginResponse(
    string AccessToken,
    string TokenType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? ExpiresIn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken)
{
    internal static LoginResponse From(TokenPair pair) =>
        new(pair.AccessToken, "bearer", (int?)pair.ExpiresIn?.TotalSeconds, pair.RefreshToken);

    /// <summary>Without the tokens.</summary>
    public override string ToString() => nameof(LoginResponse);
}
