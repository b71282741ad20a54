using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ApiBench;

/// <summary>50 people in families of five. Everybody has a list of 50 items, and each family one more.</summary>
internal sealed record Seed(IReadOnlyList<Member> Members)
{
    internal const string Password = "correct horse battery staple";

    private const int People = 50;
    private const int FamilySize = 5;
    private const string FirstEmail = "first@example.org";

    private const string Insert = """
        insert into category (name) select unnest(array['Produce', 'Dairy', 'Bakery', 'Frozen', 'Household']) on conflict do nothing;

        create temporary table person as
        select gen_random_uuid() as id, n as number, n / @FamilySize as family, 'member' || n || '@example.org' as email
        from generate_series(0, @People - 1) n;

        insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
        select p.id, p.email, p.email, first.password_hash, 'Member ' || p.number, true, now()
        from person p, account first
        where first.pending_email_key = @FirstEmail;

        insert into shopping_list (name, description, owner_id, created_at, updated_at)
        select 'Own', 'What is wanted this week', p.id, now(), now() from person p order by p.number;

        insert into shopping_list (name, description, owner_id, created_at, updated_at)
        select 'Family', null, p.id, now(), now() from person p where p.number % @FamilySize = 0 order by p.number;

        insert into list_member (list_id, account_id, joined_at)
        select l.id, member.id, now()
        from shopping_list l join person owner on owner.id = l.owner_id
        join person member on member.id = owner.id or (l.name = 'Family' and member.family = owner.family);

        insert into item (
            list_id, name, quantity, comment, is_completed, owner_id, last_modified_by_id, created_at, updated_at,
            category_id, icon_name, standardized_name, translations, quantity_value, quantity_display_text)
        select l.id, 'Something to buy, number ' || n, n % 7 || ' kg', case when n % 4 = 0 then 'If they have it, otherwise the other one' end,
            n % 5 = 0, l.owner_id, l.owner_id, now(), now(),
            (select c.id from category c order by c.id offset n % 5 limit 1), 'shopping_cart', 'Something ' || n,
            jsonb_build_object('es', 'Algo ' || n, 'fr', 'Quelque chose ' || n, 'de', 'Etwas ' || n), n % 7 + 0.5, n % 7 || ' kg'
        from shopping_list l, generate_series(1, 50) n;
        """;

    private const string InsertToken = """
        insert into access_token (token_hash, account_id, created_at, last_used_at, expires_at)
        select @TokenHash, id, now(), now(), now() + interval '1 day' from account where email_key = @Email
        """;

    private const string SelectLists = """
        select a.email, own.id, family.id
        from account a
        join shopping_list own on own.owner_id = a.id and own.name = 'Own'
        join list_member m on m.account_id = a.id join shopping_list family on family.id = m.list_id and family.name = 'Family'
        order by own.id
        """;

    /// <summary>The one account that is registered lends its password's hash to all others.</summary>
    internal static async Task<Seed> MakeAsync(ApiInstance api, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        using var answer = await api.Client.PostAsJsonAsync(
            "/api/v1/auth/register", new { email = FirstEmail, password = Password, nickname = "First" }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await ExecuteAsync(
            database, Insert, cancellationToken, ("People", People), ("FamilySize", FamilySize), ("FirstEmail", FirstEmail));
        await ExecuteAsync(database, "vacuum analyze", cancellationToken);

        var members = new List<Member>();
        await using (var select = database.CreateCommand(SelectLists))
        {
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
                members.Add(new Member(rows.GetString(0), token, rows.GetInt32(1), rows.GetInt32(2)));
            }
        }

        foreach (var member in members)
        {
            await ExecuteAsync(
                database,
                InsertToken,
                cancellationToken,
                ("TokenHash", SHA256.HashData(Encoding.UTF8.GetBytes(member.Token))),
                ("Email", member.Email));
        }

        return new Seed(members);
    }

    private static async Task ExecuteAsync(
        NpgsqlDataSource database, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
