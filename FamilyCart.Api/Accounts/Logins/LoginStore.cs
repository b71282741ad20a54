using Dapper;
using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Database;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Accounts.Logins;

/// <summary>Where log-ins start and end.</summary>
internal sealed class LoginStore(NpgsqlDataSource database, LoginTokens tokens, Lockout lockout)
{
    private const string SelectCandidates = $"""
        (select id, password_hash, true as is_proven from account where email_key = @EmailKey and is_active)
        union all
        (select a.id, a.password_hash, false from account a
        where a.pending_email_key = @EmailKey and a.email_key is null and a.is_active
        order by {UnprovenAccounts.Order}
        limit 1)
        """;

    /// <summary>The lock of the account, if it is still what was checked.</summary>
    private const string LockChecked =
        "select true from account where id = @Id and password_hash = @PasswordHash and is_active for no key update";

    private const string UpdateHash = "update account set password_hash = @NewHash where id = @Id";

    /// <summary>Returns the active account that has proven the address, and the first one that has not; either may be missing.</summary>
    internal async Task<IReadOnlyList<Credentials>> FindCandidatesAsync(string emailKey, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var found = await connection.QueryAsync<Credentials>(new CommandDefinition(
            SelectCandidates, new { EmailKey = emailKey }, cancellationToken: cancellationToken));
        return found.AsList();
    }

    /// <summary>Starts a log-in; null when the password was changed, or the address locked, since it was checked.</summary>
    internal async Task<TokenPair?> StartAsync(
        CheckedLogin login, string emailKey, LoginGuess guess, bool isOffline, CancellationToken cancellationToken)
    {
        var credentials = login.Credentials;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isUnchanged = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            LockChecked, new { credentials.Id, credentials.PasswordHash }, cancellationToken: cancellationToken));
        if (!isUnchanged || await lockout.IsLockedAsync(connection, guess, emailKey, cancellationToken))
        {
            return null;
        }

        if (login.NewHash is { } newHash)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                UpdateHash, new { credentials.Id, NewHash = newHash }, cancellationToken: cancellationToken));
        }

        // Anybody can register the address and log in to that account: it must not give more guesses at the owner's password.
        if (credentials.IsProven)
        {
            await lockout.WelcomeAsync(connection, guess, credentials.Id, cancellationToken);
        }

        var pair = isOffline
            ? await tokens.StartOfflineAsync(connection, credentials.Id, cancellationToken)
            : await tokens.StartAsync(connection, credentials.Id, cancellationToken);
        await transaction.CommitForGoodAsync();
        return pair;
    }

    /// <summary>Ends the caller's log-in: all its tokens.</summary>
    internal async Task EndAsync(Caller caller, EndedLogins ended, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await AccountLock.TakeAsync(connection, caller.Id, cancellationToken);
        await ended.EndAsync(connection, caller.LoginId, cancellationToken);
        await transaction.CommitForGoodAsync();
    }
}
