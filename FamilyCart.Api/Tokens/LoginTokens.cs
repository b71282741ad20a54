using Npgsql;

namespace FamilyCart.Api.Tokens;

/// <summary>The tokens that a log-in consists of.</summary>
internal sealed class LoginTokens(
    TokenStore access, RefreshTokenStore refresh, TokenSettings settings, RefreshTokenSettings refreshSettings, TimeProvider time)
{
    /// <summary>Starts a log-in of one token that lives as long as it is used.</summary>
    internal async Task<TokenPair> StartAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken)
    {
        var expiresAt = time.GetUtcNow().UtcDateTime + settings.Lifetime;
        return new TokenPair(await access.IssueAsync(connection, accountId, Guid.NewGuid(), expiresAt, cancellationToken), null, null);
    }

    /// <summary>Starts a log-in of a short token and one to refresh it with.</summary>
    internal Task<TokenPair> StartOfflineAsync(NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken) =>
        ContinueAsync(
            connection, accountId, Guid.NewGuid(), time.GetUtcNow().UtcDateTime + refreshSettings.Lifetime, cancellationToken);

    /// <summary>Returns the next pair of a log-in that ends at the given time however much it is used.</summary>
    internal async Task<TokenPair> ContinueAsync(
        NpgsqlConnection connection, Guid accountId, Guid loginId, DateTime endsAt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var expiresAt = now + refreshSettings.AccessLifetime < endsAt ? now + refreshSettings.AccessLifetime : endsAt;
        return new TokenPair(
            await access.IssueAsync(connection, accountId, loginId, expiresAt, cancellationToken),
            expiresAt - now,
            await refresh.IssueAsync(connection, accountId, loginId, endsAt, cancellationToken));
    }
}
