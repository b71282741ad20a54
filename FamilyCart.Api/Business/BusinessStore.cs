using Dapper;
using FamilyCart.Api.Database;
using Npgsql;

namespace FamilyCart.Api.Business;

internal sealed class BusinessStore(NpgsqlDataSource database, TimeProvider time)
{
    private const string Select = """
        select
            (select count(*) from account where is_verified and is_active and not is_probe) as members,
            (select count(*) from account
                where last_seen_at > @Yesterday and is_verified and is_active and not is_probe) as active_members,
            (select count(distinct l.owner_id) from shopping_list l join account a on a.id = l.owner_id
                where l.updated_at > @LastWeek and l.deleted_at is null and not a.is_probe) as active_families,
            (select count(*) from shopping_list l join account a on a.id = l.owner_id
                where l.deleted_at is null and not a.is_probe) as lists,
            (select count(*) from item i join shopping_list l on l.id = i.list_id join account a on a.id = l.owner_id
                where l.deleted_at is null and not a.is_probe) as items,
            (select count(*) from invitation where status = 'pending' and expires_at > @Now) as pending_invitations
        """;

    internal async Task<BusinessFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetDatabaseNow();
        await using var connection = await database.OpenPromptlyAsync(cancellationToken);
        return await connection.QuerySingleAsync<BusinessFigures>(new CommandDefinition(
            Select, new { Now = now, Yesterday = now.AddDays(-1), LastWeek = now.AddDays(-7) }, cancellationToken: cancellationToken));
    }
}
