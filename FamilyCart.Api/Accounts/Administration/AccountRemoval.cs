using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Database;
using FamilyCart.Api.Events;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Members;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>Deletes accounts, by themselves or by a superuser.</summary>
internal sealed class AccountRemoval(NpgsqlDataSource database, LoginEnds ends, EventPublisher publisher, TimeProvider time)
{
    /// <summary>How somebody who has gone is called in what was told before.</summary>
    private const string Nobody = "Somebody who left";

    /// <summary>Lists may come to the account, and requests of its own be under way, while its lists are being locked.</summary>
    private const int Attempts = 3;

    /// <summary>
    /// Returns what stands against it, or null when the account is gone. Its own lists go with it; the others' members are told that
    /// it has left. Sockets close.
    /// </summary>
    internal async Task<Failure?> RemoveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        for (var left = Attempts - 1; ; left--)
        {
            try
            {
                return await TryAsync(accountId, cancellationToken);
            }
            catch (PostgresException exception) when (left > 0
                && exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation)
            {
                // What was in the way has come to its end.
            }
        }
    }

    /// <summary>Takes its locks in the order of everybody else: address, lists, account.</summary>
    private async Task<Failure?> TryAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var account = new { AccountId = accountId };
        var ended = new EndedLogins();
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await SuperuserGuard.TakeAsync(connection, cancellationToken);
        foreach (var emailKey in await connection.QueryAsync<string>(new CommandDefinition(
            RemovalQueries.SelectKeys, account, cancellationToken: cancellationToken)))
        {
            await AddressLock.TakeAsync(connection, emailKey, cancellationToken);
        }

        var lists = await LockListsAsync(connection, accountId, cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            RemovalQueries.LockAccount, account, cancellationToken: cancellationToken)))
        {
            return Failure.AccountUnknown;
        }

        if (await SuperuserGuard.IsLastAsync(connection, accountId, cancellationToken))
        {
            return Failure.LastSuperuser;
        }

        await ended.EndAsync(connection, [accountId], exceptLoginId: null, cancellationToken);
        var envelopes = new List<Envelope>();
        foreach (var list in lists)
        {
            envelopes.AddRange(await LeaveAsync(new ListChange(connection, list, accountId, time.GetDatabaseNow()), cancellationToken));
        }

        await connection.ExecuteAsync(new CommandDefinition(
            RemovalQueries.Anonymize,
            new { AccountId = accountId, Nobody, ListIds = lists.Select(list => list.Id).ToArray() },
            cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            RemovalQueries.DeleteAccount, account, cancellationToken: cancellationToken));
        await transaction.CommitForGoodAsync();
        envelopes.ForEach(publisher.Publish);
        ends.Announce(ended, "account_removed");
        return null;
    }

    private static async Task<IReadOnlyList<LockedList>> LockListsAsync(
        NpgsqlConnection connection, Guid accountId, CancellationToken cancellationToken)
    {
        var listIds = await connection.QueryAsync<int>(new CommandDefinition(
            RemovalQueries.SelectLists, new { AccountId = accountId }, cancellationToken: cancellationToken));
        var lists = new List<LockedList>();
        foreach (var listId in listIds.AsList())
        {
            if (await connection.QuerySingleOrDefaultAsync<LockedList>(new CommandDefinition(
                RemovalQueries.LockList, new { ListId = listId }, cancellationToken: cancellationToken)) is { } list)
            {
                lists.Add(list);
            }
        }

        return lists;
    }

    /// <summary>Returns what the sockets of the list are told. A list of its own is gone after that, and what it was told with it.</summary>
    private static async Task<IReadOnlyList<Envelope>> LeaveAsync(ListChange change, CancellationToken cancellationToken)
    {
        var parameters = new { ListId = change.List.Id, change.AccountId, change.List.OwnerId };
        if (change.List.OwnerId == change.AccountId)
        {
            var isDeleted = await change.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                RemovalQueries.IsDeleted, parameters, cancellationToken: cancellationToken));
            if (!isDeleted)
            {
                change.Tell(ListNews.ListDeleted(await ListReader.SummarizeAsync(change.Connection, change.List.Id, cancellationToken)));
            }

            var told = await ListEventStore.AppendAsync(change, null, cancellationToken);
            await change.Connection.ExecuteAsync(new CommandDefinition(
                RemovalQueries.DeleteList, parameters, cancellationToken: cancellationToken));
            return told;
        }

        await change.Connection.ExecuteAsync(new CommandDefinition(
            RemovalQueries.HandOver, parameters, cancellationToken: cancellationToken));
        if (await change.Connection.ExecuteAsync(new CommandDefinition(
            MemberQueries.Delete, parameters, cancellationToken: cancellationToken)) > 0)
        {
            var list = await ListReader.SummarizeAsync(change.Connection, change.List.Id, cancellationToken);
            change.Tell(ListNews.MemberRemoved(list, change.AccountId));
        }

        return await ListEventStore.AppendAsync(change, null, cancellationToken);
    }
}
