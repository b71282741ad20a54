using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Sockets;

/// <summary>Tickets open one socket each, so that no token has to stand in an address.</summary>
internal sealed class TicketStore(NpgsqlDataSource database, SocketSettings settings, TimeProvider time)
{
    private const string Insert = """
        with stale as (
            delete from socket_ticket where account_id = @AccountId and expires_at <= @Now)
        insert into socket_ticket (ticket_hash, login_id, account_id, expires_at)
        select @TicketHash, @LoginId, @AccountId, @ExpiresAt
        where (select count(*) from socket_ticket where account_id = @AccountId and expires_at > @Now) < @Limit
        """;

    private const string Redeem = """
        delete from socket_ticket where ticket_hash = @TicketHash and expires_at > @Now returning account_id, login_id
        """;

    /// <summary>A new ticket, unless too many of the account wait for their sockets.</summary>
    internal async Task<Result<TicketResponse>> IssueAsync(Caller caller, CancellationToken cancellationToken)
    {
        var ticket = OpaqueToken.Create();
        var now = time.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var issued = await connection.ExecuteAsync(new CommandDefinition(
            Insert,
            new
            {
                TicketHash = OpaqueToken.Hash(ticket),
                caller.LoginId,
                AccountId = caller.Id,
                Now = now,
                ExpiresAt = now + settings.TicketLifetime,
                Limit = settings.TicketsPerAccount,
            },
            cancellationToken: cancellationToken));
        return issued == 0 ? Failure.TooManyTickets : new TicketResponse(ticket, (int)settings.TicketLifetime.TotalSeconds);
    }

    /// <summary>Returns whose ticket this was, or null when it is unknown, used or too old. It is worthless from now on.</summary>
    internal async Task<Watcher?> RedeemAsync(string ticket, CancellationToken cancellationToken)
    {
        if (OpaqueToken.Hash(ticket) is not { } ticketHash)
        {
            return null;
        }

        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Watcher>(new CommandDefinition(
            Redeem, new { TicketHash = ticketHash, Now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken));
    }
}
