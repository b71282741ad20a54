using Dapper;
using Npgsql;

namespace FamilyCart.Api.Limits;

/// <summary>Failed log-ins in PostgreSQL, of addresses known or not, so that all instances count the same.</summary>
internal sealed class FailedLoginCounter(LimitSettings settings, TimeProvider time)
{
    /// <summary>Beyond a limit it counts one more and no further. Rows in the order of their keys, so that two guesses never wait for each other.</summary>
    private const string Increment = """
        insert into failed_login as f (subject_hash, client_hash, count, ends_at)
        select @Subject, n.client_hash, 1, @WindowEnd
        from unnest(@Clients) as n (client_hash)
        order by n.client_hash
        on conflict (subject_hash, client_hash) do update set
            count = case
                when f.ends_at <= @Now then 1
                else least(f.count, case when f.client_hash = @Everybody then @LimitOfAll else @Limit end) + 1 end,
            ends_at = case
                when f.ends_at <= @Now then @WindowEnd
                when f.count + 1 = case when f.client_hash = @Everybody then @LimitOfAll else @Limit end then @LockEnd
                else f.ends_at end
        returning client_hash = @Everybody as is_of_all, count
        """;

    private const string SelectIsLocked = """
        select exists (
            select from failed_login f
            where f.subject_hash = @Subject and f.ends_at > @Now
                and ((f.client_hash = @Client and f.count >= @Limit)
                    or (f.client_hash = @Everybody and f.count >= @LimitOfAll and not @IsKnown
                        and not exists (
                            select from known_network k join account a on a.id = k.account_id
                            where a.email_key = @EmailKey and a.is_verified and k.client_hash = @Client))))
        """;

    private const string DeleteOfClient = "delete from failed_login where subject_hash = @Subject and client_hash = @Client";

    private const string DeleteOfSubjects = "delete from failed_login where subject_hash = any(@Subjects)";

    private const string Remember = """
        insert into known_network (account_id, client_hash, last_login_at) values (@AccountId, @Client, @Now)
        on conflict (account_id, client_hash) do update set last_login_at = @Now
        """;

    /// <summary>Counts one more; returns whether it was the one that locks.</summary>
    internal async Task<bool> IncrementAsync(NpgsqlConnection connection, LoginGuess guess, CancellationToken cancellationToken)
    {
        var counts = await connection.QueryAsync<(bool IsOfAll, int Count)>(new CommandDefinition(
            Increment, Parameters(guess, null), cancellationToken: cancellationToken));
        return counts.AsList().Exists(row => row.Count == (row.IsOfAll ? settings.FailedLoginsOfAll : settings.FailedLogins));
    }

    /// <param name="connection">An open connection.</param>
    /// <param name="guess">Who guesses at what.</param>
    /// <param name="emailKey">The address whose owner's networks are known, or null.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    internal Task<bool> IsLockedAsync(NpgsqlConnection connection, LoginGuess guess, string? emailKey, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            SelectIsLocked, Parameters(guess, emailKey), cancellationToken: cancellationToken));

    /// <summary>Forgets the failures of one client and knows it from now on.</summary>
    internal async Task WelcomeAsync(NpgsqlConnection connection, LoginGuess guess, Guid accountId, CancellationToken cancellationToken)
    {
        var parameters = new { guess.Subject, guess.Client, AccountId = accountId, Now = time.GetUtcNow().UtcDateTime };
        await connection.ExecuteAsync(new CommandDefinition(DeleteOfClient, parameters, cancellationToken: cancellationToken));
        if (!guess.IsKnown)
        {
            await connection.ExecuteAsync(new CommandDefinition(Remember, parameters, cancellationToken: cancellationToken));
        }
    }

    /// <summary>Forgets the failures of all clients.</summary>
    internal static Task ClearAsync(NpgsqlConnection connection, IEnumerable<byte[]> subjects, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            DeleteOfSubjects, new { Subjects = subjects.ToArray() }, cancellationToken: cancellationToken));

    private object Parameters(LoginGuess guess, string? emailKey)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new
        {
            guess.Subject,
            guess.Client,
            guess.IsKnown,
            EmailKey = emailKey,
            LoginGuess.Everybody,
            Clients = new[] { guess.Client, LoginGuess.Everybody },
            Limit = settings.FailedLogins,
            LimitOfAll = settings.FailedLoginsOfAll,
            Now = now,
            WindowEnd = now + settings.FailedLoginWindow,
            LockEnd = now + settings.LockoutDuration,
        };
    }
}
