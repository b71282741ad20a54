using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Events;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Members;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using Npgsql;

namespace FamilyCart.Api.Invitations;

/// <summary>Makes members of the invited: by their account, by the token of the letter, or as soon as they prove their address.</summary>
internal sealed class InvitationAcceptance(
    NpgsqlDataSource database, ChangeRunner changes, ListSettings settings, ApiMetrics metrics, TimeProvider time)
{
    /// <summary>Accepts an invitation to the caller's own address; returns the list as its new member sees it.</summary>
    internal async Task<Result<Changed<ListResponse>>> AcceptAsync(long invitationId, Account account, CancellationToken cancellationToken)
    {
        var found = await FindAsync(
            InvitationQueries.FindMine, new { Id = invitationId, EmailKey = EmailAddress.ToKey(account.Email), Now = Now() }, cancellationToken);
        return found is null ? Failure.InvitationUnknown : await AcceptAsync(found, account.Id, cancellationToken);
    }

    /// <summary>Accepts for the caller, or for whoever has the address: the token proves that its bearer may.</summary>
    internal async Task<Result<AcceptedInvitation>> AcceptAsync(string token, Account? caller, CancellationToken cancellationToken)
    {
        var found = await FindAsync(
            InvitationQueries.FindByToken, new { TokenHash = OpaqueToken.Hash(token), Now = Now() }, cancellationToken);
        if (found is null)
        {
            return Failure.InvitationUnknown;
        }

        if ((caller?.Id ?? found.AccountId) is not { } accountId)
        {
            return new AcceptedInvitation(AcceptedInvitation.Register, found.ListName);
        }

        var accepted = await AcceptAsync(found, accountId, cancellationToken);
        return accepted.Failure is { } failure ? failure : new AcceptedInvitation(AcceptedInvitation.Accepted, found.ListName);
    }

    internal async Task<Failure?> DeclineAsync(long invitationId, Account account, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        var declined = await connection.ExecuteAsync(new CommandDefinition(
            InvitationQueries.Decline,
            new { Id = invitationId, EmailKey = EmailAddress.ToKey(account.Email), Now = Now() },
            cancellationToken: cancellationToken));
        if (declined == 0)
        {
            return Failure.InvitationUnknown;
        }

        metrics.InvitationDeclined();
        return null;
    }

    /// <summary>
    /// Accepts all that wait for an address, in the transaction that proves it. Sockets hear of it when they next look for what
    /// they have missed.
    /// </summary>
    internal async Task AcceptAllAsync(
        NpgsqlConnection connection, Guid accountId, string emailKey, CancellationToken cancellationToken)
    {
        var now = Now();
        var waiting = await connection.QueryAsync<FoundInvitation>(new CommandDefinition(
            InvitationQueries.FindAllOf, new { EmailKey = emailKey, Now = now }, cancellationToken: cancellationToken));
        foreach (var invitation in waiting.AsList())
        {
            var list = await ListLock.TakeAsync(connection, invitation.ListId, cancellationToken);
            if (list.Value is null)
            {
                continue;
            }

            var change = new ListChange(connection, list.Value, accountId, now);
            if (await JoinAsync(change, invitation, cancellationToken) is null)
            {
                await ListEventStore.AppendAsync(change, null, cancellationToken);
            }
        }
    }

    private async Task<Result<Changed<ListResponse>>> AcceptAsync(
        FoundInvitation invitation, Guid accountId, CancellationToken cancellationToken)
    {
        var result = await changes.ChangeAsServiceAsync<ListResponse>(
            invitation.ListId,
            accountId,
            async (change, token) =>
            {
                if (await JoinAsync(change, invitation, token) is { } failure)
                {
                    return failure;
                }

                var list = await ListReader.GetAsync(change.Connection, invitation.ListId, accountId, token);
                return list! with { UpdatedAt = change.Now, Sequence = change.List.LastSequence + change.News.Count };
            },
            cancellationToken);
        if (result.Value is not null)
        {
            metrics.ListShared();
        }

        return result.Failure is Failure.ListUnknown ? Failure.InvitationUnknown : result;
    }

    private async Task<Failure?> JoinAsync(ListChange change, FoundInvitation invitation, CancellationToken cancellationToken)
    {
        var hasRoom = await change.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            MemberQueries.SelectHasRoom,
            new { invitation.ListId, change.AccountId, MemberLimit = settings.Members },
            cancellationToken: cancellationToken));
        if (!hasRoom)
        {
            return Failure.TooManyMembers;
        }

        var role = await change.Connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
            InvitationQueries.Accept, new { invitation.Id, invitation.ListId, change.Now }, cancellationToken: cancellationToken));
        if (role is null)
        {
            return Failure.InvitationUnknown;
        }

        var parameters = new { invitation.ListId, change.AccountId, Role = role, change.Now };
        var joined = await change.Connection.ExecuteAsync(new CommandDefinition(
            MemberQueries.Insert, parameters, cancellationToken: cancellationToken));
        var member = await change.Connection.QuerySingleAsync<MemberResponse>(new CommandDefinition(
            MemberQueries.SelectOne, parameters, cancellationToken: cancellationToken));
        metrics.InvitationAccepted();
        if (joined > 0)
        {
            var list = await ListReader.SummarizeAsync(change.Connection, invitation.ListId, cancellationToken);
            change.Tell(ListNews.MemberJoined(list, member.Email));
        }

        return null;
    }

    private async Task<FoundInvitation?> FindAsync(string query, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FoundInvitation>(new CommandDefinition(
            query, parameters, cancellationToken: cancellationToken));
    }

    private DateTime Now() => time.GetDatabaseNow();
}
