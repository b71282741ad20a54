using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>Writes people and lists straight into an empty database, always with the same ids, so that every request can be sent again.</summary>
internal sealed class Families(ApiDatabase database, string passwordHash)
{
    private const string InsertAccount = """
        insert into account (id, email, email_key, pending_email_key, password_hash, nickname, first_name, is_active, is_superuser, is_verified, created_at)
        values (md5($1)::uuid, $1 || '@example.org', case when $5 then $1 || '@example.org' end, case when not $5 then $1 || '@example.org' end,
            $2, $3, $3, true, $4, $5, now())
        """;

    private const string InsertToken = """
        insert into access_token (token_hash, account_id, created_at, last_used_at, expires_at)
        values (sha256(convert_to('token-of-' || $1, 'UTF8')), md5($1)::uuid, now(), now(), now() + interval '1 day')
        """;

    private const string InsertLists = """
        with l as (
            insert into shopping_list (name, description, owner_id, created_at, updated_at, deleted_at)
            select $2 || ' ' || n, $2, md5($1)::uuid, now(), now(), case when $7 then now() end from generate_series(1, $6) n returning id),
        m as (
            insert into list_member (list_id, account_id, joined_at, role)
            select l.id, md5(p.name)::uuid, now(), case when p.name like '%viewer' then 'viewer' else 'editor' end
            from l cross join unnest($5::text[]) p (name) where not $7),
        f as (
            insert into former_member (list_id, account_id, role, joined_at)
            select l.id, md5(p.name)::uuid, 'editor', now() from l cross join unnest($5::text[]) p (name) where $7),
        i as (
            insert into item (list_id, name, comment, owner_id, last_modified_by_id, created_at, updated_at)
            select l.id, $3 || ' ' || n, $4, md5($1)::uuid, md5($1)::uuid, now(), now()
            from l cross join generate_series(1, 8) n order by l.id, n returning id, list_id),
        v as (
            insert into invitation (list_id, email, email_key, role, invited_by_id, token_hash, created_at, sent_at, expires_at)
            select l.id, 'nobody' || n || '@example.org', 'nobody' || n || '@example.org', 'editor', md5($1)::uuid,
                sha256(convert_to('invitation-' || l.id || '-' || n, 'UTF8')), now(), now() - interval '1 hour', now() + interval '1 day'
            from l cross join generate_series(1, 4) n order by l.id, n returning id, list_id)
        select coalesce(json_agg(json_build_object(
            'id', l.id,
            'items', (select json_agg(i.id order by i.id) from i where i.list_id = l.id),
            'gone', '[]'::json,
            'invitations', (select json_agg(v.id order by v.id) from v where v.list_id = l.id)) order by l.id), '[]')::text
        from l
        """;

    private const string DeleteItems = """
        with gone as (delete from item where list_id = any($1) and id % 4 = 0 returning *)
        insert into deleted_item (id, list_id, name, content, deleted_at, deleted_by_id)
        select gone.id, gone.list_id, gone.name, to_jsonb(gone), now(), gone.owner_id from gone
        """;

    private const string InsertOffers = """
        with v as (
            insert into invitation (list_id, email, email_key, role, invited_by_id, token_hash, created_at, sent_at, expires_at)
            select l, $2 || '@example.org', $2 || '@example.org', 'editor', md5($3)::uuid,
                sha256(convert_to('offer-' || l, 'UTF8')), now(), now(), now() + interval '1 day'
            from unnest($1::int[]) l returning id)
        select json_agg(id order by id)::text from v
        """;

    internal static Guid IdOf(string name) => new(Convert.FromHexString(Md5(name)), bigEndian: true);

    /// <summary>Adds somebody who is logged in.</summary>
    internal async Task AddPersonAsync(string name, string nickname, bool isSuperuser = false, bool isProven = true)
    {
        await database.ExecuteAsync(InsertAccount, name, passwordHash, nickname, isSuperuser, isProven);
        await database.ExecuteAsync(InsertToken, name);
    }

    /// <summary>Adds lists of the first member, with items, deleted items and invitations.</summary>
    internal async Task<Shelf[]> AddListsAsync(Words words, string[] members, int count, bool isDeleted = false)
    {
        var text = await database.ReadAsync<string>(InsertLists, members[0], words.List, words.Item, words.Note, members, count, isDeleted);
        var shelves = JsonSerializer.Deserialize<Shelf[]>(text, JsonSerializerOptions.Web)!;
        await database.ExecuteAsync(DeleteItems, shelves.Select(shelf => shelf.Id).ToArray());
        return [.. shelves.Select(shelf => shelf with { Items = [.. shelf.Items.Where(id => id % 4 != 0)], Gone = [.. shelf.Items.Where(id => id % 4 == 0)] })];
    }

    /// <summary>Invites somebody to these lists, and returns the invitations.</summary>
    internal async Task<long[]> OfferAsync(IEnumerable<Shelf> lists, string name, string owner) =>
        JsonSerializer.Deserialize<long[]>(await database.ReadAsync<string>(InsertOffers, lists.Select(list => list.Id).ToArray(), name, owner))!;

    // The same as in the statements; nothing here is a secret.
#pragma warning disable CA5351
    private static string Md5(string name) => Convert.ToHexString(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(name)));
#pragma warning restore CA5351
}
