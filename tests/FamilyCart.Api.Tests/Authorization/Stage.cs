using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Authorization;

/// <summary>One list with everybody around it, written straight into the database so that every question can have its own.</summary>
internal sealed class Stage
{
    internal const string OperatorToken = "operator-of-the-matrix-0123456789";

    /// <summary>In every name, address and comment of the list and its owner.</summary>
    internal const string Secret = "quokka";

    private const string Insert = """
        insert into account (id, email, email_key, pending_email_key, password_hash, nickname, is_active, is_superuser, is_verified, created_at)
        select p.id, p.email,
            case when p.role <> 'Unverified' then p.email end, case when p.role = 'Unverified' then p.email end,
            $1, 'quokka ' || p.role, p.role <> 'Deactivated', p.role = 'Superuser', p.role <> 'Unverified', now()
        from unnest($2::uuid[], $3::text[], $4::text[]) as p (id, email, role);

        insert into access_token (token_hash, account_id, created_at, last_used_at, expires_at)
        select sha256(convert_to(p.id::text, 'UTF8')), p.id, now(), now(), now() + interval '1 day' from unnest($2::uuid[]) as p (id);

        insert into failed_login (subject_hash, client_hash, count, ends_at)
        select $5, sha256(convert_to('login ' || t.login_id, 'UTF8')), 1000, now() + interval '1 day'
        from access_token t join account a on a.id = t.account_id
        where sha256(convert_to('address ' || a.email, 'UTF8')) = $5;
        """;

    private const string InsertList = """
        with l as (
            insert into shopping_list (name, description, owner_id, created_at, updated_at)
            values ('quokka list', 'quokka description', $1, now(), now()) returning id),
        m as (
            insert into list_member (list_id, account_id, joined_at, role)
            select l.id, p.id, now(), p.role from l cross join unnest($2::uuid[], $3::text[]) as p (id, role)),
        i as (
            insert into item (list_id, name, comment, owner_id, last_modified_by_id, created_at, updated_at)
            select l.id, 'quokka item', 'quokka comment', $1, $1, now(), now() from l returning id),
        v as (
            insert into invitation (list_id, email, email_key, role, invited_by_id, token_hash, created_at, sent_at, expires_at)
            select l.id, $4, $4, 'editor', $1, $5, now(), now(), now() + interval '1 day' from l returning id)
        select json_build_object('list', (select id from l), 'item', (select id from i), 'invitation', (select id from v))::text
        """;

    private const string State = """
        select coalesce((select to_jsonb(l)::text from shopping_list l where l.id = $1), 'no list')
            || coalesce((select jsonb_agg(to_jsonb(i) order by i.id)::text from item i where i.list_id = $1), 'no items')
            || coalesce((select jsonb_agg(to_jsonb(d) order by d.id)::text from deleted_item d where d.list_id = $1), 'no history')
            || coalesce((select jsonb_agg(to_jsonb(m) order by m.account_id)::text from list_member m where m.list_id = $1), 'no members')
            || coalesce((select jsonb_agg(to_jsonb(v) order by v.id)::text from invitation v where v.list_id = $1), 'no invitations')
            || coalesce((select jsonb_agg(to_jsonb(e) order by e.sequence)::text from list_event e where e.list_id = $1), 'no events')
            || coalesce((select jsonb_agg(to_jsonb(a) order by a.id)::text from account a where a.id = any($2::uuid[])), 'no accounts')
        """;

    private readonly ApiDatabase _database;
    private readonly Dictionary<Visitor, Guid> _accounts = Enum.GetValues<Visitor>().ToDictionary(visitor => visitor, _ => Guid.NewGuid());
    private readonly string _invitationToken = $"invitation-{Guid.NewGuid()}";
    private readonly string _deletedOn = $"quokka gone {Guid.NewGuid():N}";

    private Stage(ApiDatabase database) => _database = database;

    internal int ListId { get; private set; }

    internal int ItemId { get; private set; }

    internal int DeletedItemId { get; private set; }

    /// <summary>A list that its owner has deleted.</summary>
    internal int DeletedListId { get; private set; }

    internal long InvitationId { get; private set; }

    /// <summary>A member of the list who takes no part; refused requests must not reach them either.</summary>
    internal Guid Bystander => _accounts[Visitor.Anonymous];

    internal static async Task<Stage> SetAsync(ApiDatabase database, string passwordHash)
    {
        var stage = new Stage(database);
        await stage.SetAsync(passwordHash);
        return stage;
    }

    internal string EmailOf(Visitor visitor) => $"quokka.{_accounts[visitor]:N}@example.org";

    internal Guid IdOf(Visitor visitor) => _accounts[visitor];

    internal string? TokenOf(Visitor visitor) => visitor switch
    {
        Visitor.Anonymous => null,
        Visitor.Operator => OperatorToken,
        _ => _accounts[visitor].ToString(),
    };

    internal string InvitationToken => _invitationToken;

    /// <summary>All that a refused request could have changed, as text.</summary>
    internal async Task<string> StateAsync() => await _database.ReadAsync<string>(State, ListId, _accounts.Values.ToArray())
        + await _database.ReadAsync<string>(State, DeletedListId, Array.Empty<Guid>());

    private async Task SetAsync(string passwordHash)
    {
        var people = _accounts.Keys.ToArray();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"address {EmailOf(Visitor.LockedOut)}"));
        var ids = people.Select(IdOf).ToArray();
        foreach (var statement in Insert.Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            await (statement.Contains("$5", StringComparison.Ordinal)
                ? _database.ExecuteAsync(statement.Replace("$5", "$1", StringComparison.Ordinal), hash)
                : statement.Contains("$1", StringComparison.Ordinal)
                    ? _database.ExecuteAsync(statement, passwordHash, ids, people.Select(EmailOf).ToArray(), people.Select(person => person.ToString()).ToArray())
                    : _database.ExecuteAsync(statement.Replace("$2", "$1", StringComparison.Ordinal), ids));
        }

        var list = await AddListAsync();
        ListId = list.GetProperty("list").GetInt32();
        ItemId = list.GetProperty("item").GetInt32();
        InvitationId = list.GetProperty("invitation").GetInt64();
        DeletedItemId = await _database.ReadAsync<int>(
            """
            with gone as (
                insert into item (list_id, name, owner_id, last_modified_by_id, created_at, updated_at)
                values ($1, $3, $2, $2, now(), now()) returning *)
            insert into deleted_item (id, list_id, name, content, deleted_at, deleted_by_id)
            select gone.id, gone.list_id, gone.name, to_jsonb(gone), now(), $2 from gone
            returning id
            """,
            ListId,
            IdOf(Visitor.Owner),
            _deletedOn);
        await _database.ExecuteAsync("delete from item where id = $1", DeletedItemId);

        DeletedListId = (await AddListAsync()).GetProperty("list").GetInt32();
        await _database.ExecuteAsync("delete from invitation where list_id = $1", DeletedListId);
        await _database.ExecuteAsync(
            """
            insert into former_member (list_id, account_id, role, joined_at)
            select list_id, account_id, role, joined_at from list_member where list_id = $1
            """,
            DeletedListId);
        await _database.ExecuteAsync("delete from list_member where list_id = $1", DeletedListId);
        await _database.ExecuteAsync("update shopping_list set deleted_at = now() where id = $1", DeletedListId);
    }

    private async Task<JsonElement> AddListAsync()
    {
        Visitor[] members = [Visitor.Owner, Visitor.Editor, Visitor.Viewer, Visitor.Unverified, Visitor.Deactivated, Visitor.Anonymous];
        var token = ListId == 0 ? _invitationToken : $"{_invitationToken}-other";
        var text = await _database.ReadAsync<string>(
            InsertList,
            IdOf(Visitor.Owner),
            members.Select(IdOf).ToArray(),
            members.Select(member => member == Visitor.Viewer ? "viewer" : "editor").ToArray(),
            EmailOf(Visitor.Invited),
            SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return JsonDocument.Parse(text).RootElement;
    }
}
