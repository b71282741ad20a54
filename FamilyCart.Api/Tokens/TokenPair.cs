namespace FamilyCart.Api.Tokens;

/// <param name="AccessToken">Opens the service.</param>
/// <param name="ExpiresIn">How long it does at most; null when that depends on its use.</param>
/// <param name="RefreshToken">Gives the next pair, once; null when the access token lives on by itself.</param>
internal sealed record TokenPair(string AccessToken, TimeSpan? ExpiresIn, string? RefreshToken)
{
    /// <summary>Without the tokens.</summary>
    public override string ToString() => nameof(TokenPair);
}
