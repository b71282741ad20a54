using Dapper;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Changes;

/// <summary>Locks lists for a change, for whoever may make it.</summary>
internal static class ListLock
{
    /// <summary>The role of member me in list l.</summary>
    internal const string Role = "case when l.owner_id = me.account_id then 'owner' else me.role end";

    /// <summary>
    /// Asked in a statement of its own, once the list is locked: one that waits for the lock sees the list as it has become, but the
    /// members as they were when it began.
    /// </summary>
    private const string SelectRole = $"""
        select {Role} as role
        from list_member me join shopping_list l on l.id = me.list_id
        where me.list_id = @ListId and me.account_id = @AccountId
        """;

    private const string SelectRoleInLive = $"{SelectRole} and l.deleted_at is null";

    private const string SelectIsOwnersDeleted =
        "select exists (select from shopping_list where id = @ListId and owner_id = @AccountId and deleted_at is not null)";

    private const string Take = """
        select l.id, l.owner_id, l.version, l.last_sequence
        from shopping_list l
        where l.id = @ListId and l.deleted_at is null
        for update
        """;

    private const string TakeDeleted = """
        select l.id, l.owner_id, l.version, l.last_sequence
        from shopping_list l
        where l.id = @ListId and l.owner_id = @AccountId and l.deleted_at is not null
        for update
        """;

    private const string SelectExists = "select exists (select from shopping_list where id = @ListId and deleted_at is null)";

    /// <summary>Waits for its turn; a caller who may not make the change gets the reason instead.</summary>
    internal static async Task<Result<LockedList>> TakeAsync(
        NpgsqlConnection connection, int listId, Guid accountId, ListRole required, CancellationToken cancellationToken)
    {
        var list = await TakeAsync(connection, listId, cancellationToken);
        if (list.Value is null)
        {
            return list;
        }

        var role = await FindRoleAsync(connection, SelectRole, listId, accountId, cancellationToken);
        return role is null ? Failure.ListForbidden
            : Refuse(role, required) is { } refusal ? refusal
            : list;
    }

    /// <summary>Asks for the right to make a change without making one; null when the caller has it.</summary>
    internal static async Task<Failure?> AskAsync(
        NpgsqlConnection connection, int listId, Guid accountId, ListRole required, CancellationToken cancellationToken) =>
        await FindRoleAsync(connection, SelectRole, listId, accountId, cancellationToken) is { } role
            ? Refuse(role, required)
            : await ExplainAsync(connection, listId, cancellationToken);

    /// <summary>Whether <see cref="TakeAsync(NpgsqlConnection, int, Guid, ListRole, CancellationToken)"/> would refuse, without waiting; null when not.</summary>
    internal static async Task<Failure?> AskToChangeAsync(
        NpgsqlConnection connection, int listId, Guid accountId, ListRole required, CancellationToken cancellationToken) =>
        await FindRoleAsync(connection, SelectRoleInLive, listId, accountId, cancellationToken) is { } role
            ? Refuse(role, required)
            : await ExplainAsync(connection, listId, cancellationToken);

    /// <summary>Whether <see cref="TakeDeletedAsync"/> would refuse, without waiting; null when not.</summary>
    internal static async Task<Failure?> AskToRestoreAsync(
        NpgsqlConnection connection, int listId, Guid ownerId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            SelectIsOwnersDeleted, new { ListId = listId, AccountId = ownerId }, cancellationToken: cancellationToken))
            ? null
            : Failure.ListUnknown;

    /// <summary>For what the service itself does to a list.</summary>
    internal static async Task<Result<LockedList>> TakeAsync(NpgsqlConnection connection, int listId, CancellationToken cancellationToken)
    {
        var list = await connection.QuerySingleOrDefaultAsync<LockedList>(new CommandDefinition(
            Take, new { ListId = listId }, cancellationToken: cancellationToken));
        return list is null ? Failure.ListUnknown : list;
    }

    /// <summary>For the owner of a list that was deleted; to everybody else there is no such list.</summary>
    internal static async Task<Result<LockedList>> TakeDeletedAsync(
        NpgsqlConnection connection, int listId, Guid ownerId, CancellationToken cancellationToken)
    {
        var list = await connection.QuerySingleOrDefaultAsync<LockedList>(new CommandDefinition(
            TakeDeleted, new { ListId = listId, AccountId = ownerId }, cancellationToken: cancellationToken));
        return list is null ? Failure.ListUnknown : list;
    }

    /// <summary>Says why a statement that asks for membership found nothing.</summary>
    internal static async Task<Failure> ExplainAsync(NpgsqlConnection connection, int listId, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            SelectExists, new { ListId = listId }, cancellationToken: cancellationToken))
            ? Failure.ListForbidden
            : Failure.ListUnknown;

    private static Task<string?> FindRoleAsync(
        NpgsqlConnection connection, string select, int listId, Guid accountId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
            select, new { ListId = listId, AccountId = accountId }, cancellationToken: cancellationToken));

    private static Failure? Refuse(string role, ListRole required) =>
        Enum.Parse<ListRole>(role, ignoreCase: true) >= required ? null
        : required == ListRole.Owner ? Failure.ListOwnerOnly
        : Failure.ListReadOnly;
}
