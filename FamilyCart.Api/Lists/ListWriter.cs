using Dapper;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Events;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Lists;

/// <summary>Makes, renames, deletes and restores lists.</summary>
internal sealed class ListWriter(ChangeRunner changes, ListSettings settings, ApiMetrics metrics)
{
    internal async Task<Result<Changed<ListResponse>>> AddAsync(
        CreateListRequest request, ChangeContext context, CancellationToken cancellationToken)
    {
        var result = await changes.CreateAsync<ListResponse>(
            context,
            request,
            async (connection, now, token) =>
            {
                if (await AskForRoomAsync(connection, context.AccountId, token) is { } failure)
                {
                    return failure;
                }

                var row = await connection.QuerySingleAsync<ListRow>(new CommandDefinition(
                    ListQueries.Insert,
                    new { Name = request.Name!.Trim(), request.Description, CallerId = context.AccountId, Now = now },
                    cancellationToken: token));

                // Who has just made a list is shown as its member, as clients expect; later reads leave the owner out for the owner.
                return ListResponse.From(row, [], [context.Caller.Account], ListLimits.Items);
            },
            cancellationToken);
        if (result.Value is { IsReplay: false })
        {
            metrics.ListCreated(context.Caller);
        }

        return result;
    }

    internal Task<Result<Changed<ListResponse>>> UpdateAsync(
        int listId, UpdateListRequest request, ChangeContext context, CancellationToken cancellationToken) =>
        ChangeAsync<ListResponse>(
            listId,
            context,
            request,
            async (change, token) =>
            {
                await change.Connection.ExecuteAsync(new CommandDefinition(
                    ListQueries.Update,
                    new { ListId = listId, Name = request.Name?.Trim(), request.Description, request.NamesDescription },
                    cancellationToken: token));
                change.Tell(ListNews.ListUpdated(await ListReader.SummarizeAsync(change.Connection, listId, token)));
                var list = await ListReader.GetAsync(change.Connection, listId, context.AccountId, token);
                return list! with { UpdatedAt = change.Now, Sequence = change.List.LastSequence + 1 };
            },
            cancellationToken);

    internal Task<Result<Changed<ListSummary>>> DeleteAsync(int listId, ChangeContext context, CancellationToken cancellationToken) =>
        ChangeAsync<ListSummary>(
            listId,
            context,
            null,
            async (change, token) =>
            {
                var list = await ListReader.SummarizeAsync(change.Connection, listId, token);
                await change.Connection.ExecuteAsync(new CommandDefinition(
                    ListQueries.Delete, new { ListId = listId, change.Now }, cancellationToken: token));
                change.Tell(ListNews.ListDeleted(list));
                return list;
            },
            cancellationToken,
            endsAccess: true);

    /// <summary>Gives a deleted list back to its owner and to all who were members.</summary>
    internal Task<Result<Changed<ListResponse>>> RestoreAsync(int listId, ChangeContext context, CancellationToken cancellationToken) =>
        changes.ChangeDeletedAsync<ListResponse>(
            listId,
            context,
            async (change, token) =>
            {
                await change.Connection.ExecuteAsync(new CommandDefinition(
                    ListQueries.Restore, new { ListId = listId }, cancellationToken: token));
                change.Tell(ListNews.ListRestored(await ListReader.SummarizeAsync(change.Connection, listId, token)));
                var list = await ListReader.GetAsync(change.Connection, listId, context.AccountId, token);
                return list! with { UpdatedAt = change.Now, Sequence = change.List.LastSequence + 1 };
            },
            cancellationToken);

    /// <summary>Null when the account may own one more list.</summary>
    private async Task<Failure?> AskForRoomAsync(NpgsqlConnection connection, Guid ownerId, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(
            ListQueries.SelectHasRoom, new { CallerId = ownerId, ListLimit = settings.PerAccount }, cancellationToken: cancellationToken));
        if (await results.ReadSingleOrDefaultAsync<Guid?>() is null)
        {
            // Removed after the token was looked at.
            return Failure.Unauthorized;
        }

        return await results.ReadSingleAsync<bool>() ? null : Failure.TooManyLists;
    }

    /// <summary>Changes a list as its owner, if the caller knows its version.</summary>
    private Task<Result<Changed<T>>> ChangeAsync<T>(
        int listId,
        ChangeContext context,
        object? body,
        Func<ListChange, CancellationToken, Task<Result<T>>> change,
        CancellationToken cancellationToken,
        bool endsAccess = false)
        where T : class =>
        changes.ChangeAsync<T>(
            listId,
            ListRole.Owner,
            context,
            body,
            async (open, token) => context.Precondition.Allows(open.List.Version) ? await change(open, token) : Failure.VersionChanged,
            cancellationToken,
            endsAccess);
}
