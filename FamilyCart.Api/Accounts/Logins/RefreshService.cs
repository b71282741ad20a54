using FamilyCart.Api.Database;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Logins;

/// <summary>Exchanges refresh tokens. Each works once; one that comes again after the grace was stolen, or its thief's has been used.</summary>
internal sealed partial class RefreshService(
    NpgsqlDataSource database,
    RefreshTokenStore refreshTokens,
    LoginTokens tokens,
    RefreshTokenSettings settings,
    LoginEnds ends,
    TimeProvider time,
    ILogger<RefreshService> logger)
{
    /// <summary>Returns the next pair of the log-in, or ends the log-in whose token comes a second time.</summary>
    internal async Task<Result<LoginResponse>> RefreshAsync(string token, CancellationToken cancellationToken)
    {
        if (OpaqueToken.Hash(token) is not { } tokenHash)
        {
            return Failure.BadRefreshToken;
        }

        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await refreshTokens.TakeAsync(connection, tokenHash, cancellationToken) is not { } found)
        {
            return Failure.BadRefreshToken;
        }

        if (IsCrossed(found))
        {
            return Failure.BadRefreshToken;
        }

        if (IsReuse(found))
        {
            var ended = new EndedLogins();
            await ended.EndAsync(connection, found.LoginId, cancellationToken);
            await transaction.CommitForGoodAsync();
            ends.Announce(ended, "refresh_token_reused");
            LogReused(found.AccountId);
            return Failure.BadRefreshToken;
        }

        await refreshTokens.UseAsync(connection, tokenHash, cancellationToken);
        await refreshTokens.ReplaceAsync(connection, found.LoginId, cancellationToken);
        var pair = await tokens.ContinueAsync(connection, found.AccountId, found.LoginId, found.ExpiresAt, cancellationToken);
        await transaction.CommitForGoodAsync();
        return LoginResponse.From(pair);
    }

    /// <summary>Two refreshes of one client crossed, and it kept the pair that the later one replaced: worthless, but no theft.</summary>
    private bool IsCrossed(RefreshTokenRow found) => found.ReplacedAt is { } replacedAt && !IsAfterGrace(replacedAt);

    /// <summary>Within the grace an answer was lost, unless what it gave has been used.</summary>
    private bool IsReuse(RefreshTokenRow found) =>
        found.UsedAt is { } usedAt && (found.ReplacedAt is not null || found.IsSuperseded || IsAfterGrace(usedAt));

    private bool IsAfterGrace(DateTime moment) => time.GetUtcNow().UtcDateTime - moment > settings.ReuseGrace;
}
