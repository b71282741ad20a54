using Dapper;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Events;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Members;

/// <summary>Who shares a list, and as what.</summary>
internal sealed class MemberStore(NpgsqlDataSource database, ChangeRunner changes)
{
    internal async Task<Result<MemberResponse[]>> GetAllAsync(int listId, Guid callerId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        MemberResponse[] members =
        [
            .. await connection.QueryAsync<MemberResponse>(new CommandDefinition(
                MemberQueries.SelectAll, new { ListId = listId, CallerId = callerId }, cancellationToken: cancellationToken)),
        ];
        return members.Length > 0 ? members : await ListLock.ExplainAsync(connection, listId, cancellationToken);
    }

    /// <summary>Gives another member another role.</summary>
    internal Task<Result<Changed<MemberResponse>>> UpdateAsync(
        int listId, Guid accountId, UpdateMemberRequest request, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeAsync<MemberResponse>(
            listId,
            ListRole.Owner,
            context,
            request,
            async (change, token) =>
            {
                if (accountId == change.List.OwnerId)
                {
                    return Failure.OwnerStays;
                }

                var parameters = new { ListId = listId, AccountId = accountId, request.Role };
                if (await change.Connection.ExecuteAsync(new CommandDefinition(
                    MemberQueries.UpdateRole, parameters, cancellationToken: token)) == 0)
                {
                    return Failure.MemberUnknown;
                }

                change.Tell(ListNews.MemberChanged(await ListReader.SummarizeAsync(change.Connection, listId, token)));
                return await change.Connection.QuerySingleAsync<MemberResponse>(new CommandDefinition(
                    MemberQueries.SelectOne, parameters, cancellationToken: token));
            },
            cancellationToken);

    /// <summary>Removes a member: anybody themselves, the owner everybody else. The sockets of the removed close at once.</summary>
    internal Task<Result<Changed<ListSummary>>> RemoveAsync(
        int listId, Guid accountId, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeAsync(
            listId,
            accountId == context.AccountId ? ListRole.Viewer : ListRole.Owner,
            context,
            null,
            (change, token) => RemoveAsync(change, accountId, token),
            cancellationToken,
            endsAccess: accountId == context.AccountId);

    /// <summary>The same by the member's address; returns the list as its owner sees it.</summary>
    internal Task<Result<Changed<ListResponse>>> RemoveAsync(
        int listId, string email, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeAsync<ListResponse>(
            listId,
            ListRole.Owner,
            context,
            null,
            async (change, token) =>
            {
                var accountId = await change.Connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
                    MemberQueries.SelectByEmail, new { ListId = listId, EmailKey = EmailAddress.ToKey(email) }, cancellationToken: token));
                var removed = accountId is { } found ? await RemoveAsync(change, found, token) : Failure.MemberUnknown;
                if (removed.Failure is { } failure)
                {
                    return failure;
                }

                var list = await ListReader.GetAsync(change.Connection, listId, context.AccountId, token);
                return list! with { UpdatedAt = change.Now, Sequence = change.List.LastSequence + 1 };
            },
            cancellationToken);

    private static async Task<Result<ListSummary>> RemoveAsync(ListChange change, Guid accountId, CancellationToken cancellationToken)
    {
        if (accountId == change.List.OwnerId)
        {
            return Failure.OwnerStays;
        }

        var removed = await change.Connection.ExecuteAsync(new CommandDefinition(
            MemberQueries.Delete, new { ListId = change.List.Id, AccountId = accountId }, cancellationToken: cancellationToken));
        if (removed == 0)
        {
            return Failure.MemberUnknown;
        }

        var list = await ListReader.SummarizeAsync(change.Connection, change.List.Id, cancellationToken);
        change.Tell(ListNews.MemberRemoved(list, accountId));
        return list;
    }
}
