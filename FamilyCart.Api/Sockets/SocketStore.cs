using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>What the database says about the right of sockets to be open.</summary>
internal sealed class SocketStore(
    NpgsqlDataSource database, TokenSettings settings, RefreshTokenSettings refreshSettings, TimeProvider time)
{
    /// <summary>
    /// The log-ins that can still do something: by a token, or by getting a new one. Takes @LoginIds besides what the tokens take.
    /// </summary>
    private const string LivingLogins = $"""
        select t.login_id, a.id as account_id
        from access_token t join account a on a.id = t.account_id and a.is_verified
        where t.login_id = any(@LoginIds) and {TokenStore.Living}
        union
        select r.login_id, a.id
        from refresh_token r join account a on a.id = r.account_id and a.is_verified and a.is_active
        where r.login_id = any(@LoginIds) and r.used_at is null and r.expires_at > @Now and r.created_at > @RefreshIdleSince
        """;

    /// <summary>No row when the log-in has ended; null when the list is out of its owner's reach.</summary>
    private const string SelectSequence = $"""
        with living as ({LivingLogins})
        select l.last_sequence
        from living
        left join list_member me on me.account_id = living.account_id and me.list_id = @ListId
        left join shopping_list l on l.id = me.list_id
        """;

    private const string Review = $"""
        with living as ({LivingLogins}),
        touched as (
            update access_token t set last_used_at = @Now
            from account a
            where a.id = t.account_id and t.login_id = any(@LoginIds) and t.last_used_at < @TouchedBefore and {TokenStore.Living})
        select w.login_id, w.list_id, living.login_id is not null as is_living
        from unnest(@WatchedLogins, @ListIds) as w (login_id, list_id)
        left join living on living.login_id = w.login_id
        left join list_member me on me.account_id = living.account_id and me.list_id = w.list_id
        where me.account_id is null
        """;

    internal async Task<SocketEntry> FindEntryAsync(int listId, Guid loginId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var found = await connection.QueryAsync<long?>(new CommandDefinition(
            SelectSequence,
            new
            {
                ListId = listId,
                LoginIds = new[] { loginId },
                Now = now,
                IdleSince = now - settings.IdleTimeout,
                RefreshIdleSince = now - refreshSettings.IdleTimeout,
            },
            cancellationToken: cancellationToken));
        return found.AsList() switch
        {
            [] => SocketEntry.Refused(SocketEnd.Unauthorized),
            [{ } sequence] => SocketEntry.Welcome(sequence),
            _ => SocketEntry.Refused(SocketEnd.Forbidden),
        };
    }

    /// <summary>Notes that the tokens are in use and returns those lists that may no longer be watched.</summary>
    internal async Task<IReadOnlyList<LostList>> ReviewAsync(IReadOnlyList<WatchedList> watched, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var lost = await connection.QueryAsync<LostList>(new CommandDefinition(
            Review,
            new
            {
                LoginIds = watched.Select(list => list.LoginId).Distinct().ToArray(),
                WatchedLogins = watched.Select(list => list.LoginId).ToArray(),
                ListIds = watched.Select(list => list.ListId).ToArray(),
                Now = now,
                IdleSince = now - settings.IdleTimeout,
                RefreshIdleSince = now - refreshSettings.IdleTimeout,
                TouchedBefore = now - settings.TouchInterval,
            },
            cancellationToken: cancellationToken));
        return lost.AsList();
    }
}
