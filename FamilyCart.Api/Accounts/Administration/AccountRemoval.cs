using Dapper;
using FamilyCart.Api.Database;
using FamilyCart.Api.Problems;
using Npgsql;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>Deletes accounts, by themselves or by a superuser.</summary>
internal sealed class AccountRemoval(NpgsqlDataSource database, LoginEnds ends, TimeProvider time)
{
    private const string Lock = "select true from account where id = @AccountId for update";

    /// <summary>With the account's own lists go their items; what it asked for in others stays, as if the list's owner had.</summary>
    private const string HandOver = """
        delete from shopping_list where owner_id = @AccountId;

        update item i set
            owner_id = case when i.owner_id = @AccountId then l.owner_id else i.owner_id end,
            last_modified_by_id = case when i.last_modified_by_id = @AccountId then l.owner_id else i.last_modified_by_id end
        from shopping_list l
        where l.id = i.list_id and @AccountId in (i.owner_id, i.last_modified_by_id);

        update shopping_list l set last_sequence = l.last_sequence + 1, updated_at = @Now
        from list_member me
        where me.list_id = l.id and me.account_id = @AccountId;

        delete from account where id = @AccountId;
        """;

    /// <summary>Returns what stands against it, or null when the account is gone. Lists that it was a member of take a new sequence.</summary>
    internal async Task<Failure?> RemoveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var parameters = new { AccountId = accountId, Now = time.GetUtcNow().UtcDateTime };
        var ended = new EndedLogins();
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await SuperuserGuard.TakeAsync(connection, cancellationToken);
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Lock, parameters, cancellationToken: cancellationToken)))
        {
            return Failure.AccountUnknown;
        }

        if (await SuperuserGuard.IsLastAsync(connection, accountId, cancellationToken))
        {
            return Failure.LastSuperuser;
        }

        await ended.EndAsync(connection, [accountId], exceptLoginId: null, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(HandOver, parameters, cancellationToken: cancellationToken));
        await transaction.CommitForGoodAsync();
        ends.Announce(ended, "account_removed");
        return null;
    }
}
