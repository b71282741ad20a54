using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>
/// Accounts without a family for what ends or changes one: each of such requests has another, so that the fuzzing goes on. Their
/// ids, addresses and tokens follow from their names.
/// </summary>
internal static class Guests
{
    /// <summary>Of each kind; more than an operation is called.</summary>
    internal const int Count = 250;

    internal const string Quitter = "quitter";
    internal const string Leaver = "leaver";
    internal const string Changer = "changer";
    internal const string Victim = "victim";
    internal const string Refresher = "refresher";
    internal const string Forgetful = "forgetful";
    internal const string Newcomer = "newcomer";

    private const string Insert = """
        insert into account (id, email, email_key, pending_email_key, password_hash, nickname, is_active, is_superuser, is_verified, created_at)
        select md5(g.name)::uuid, g.name || '@example.org',
            case when g.kind <> 'newcomer' then g.name || '@example.org' end, case when g.kind = 'newcomer' then g.name || '@example.org' end,
            $2, 'Guest', true, false, g.kind <> 'newcomer', now()
        from (select kind, kind || n as name from unnest($1::text[]) kind cross join generate_series(0, $3 - 1) n) g
        """;

    private const string InsertTokens = """
        insert into access_token (token_hash, account_id, created_at, last_used_at, expires_at)
        select sha256(convert_to('token-of-' || split_part(email, '@', 1), 'UTF8')), id, now(), now(), now() + interval '1 day'
        from account where nickname = 'Guest'
        """;

    private const string InsertRefreshTokens = """
        insert into refresh_token (token_hash, login_id, account_id, created_at, expires_at)
        select sha256(convert_to('refresh-of-' || split_part(email, '@', 1), 'UTF8')), gen_random_uuid(), id, now(), now() + interval '1 day'
        from account where email like 'refresher%'
        """;

    private const string InsertLetters = """
        insert into account_token (token_hash, account_id, purpose, email_key, created_at, expires_at)
        select sha256(convert_to('letter-to-' || split_part(email, '@', 1), 'UTF8')), id,
            case when email like 'newcomer%' then 'verify' else 'reset' end, email, now(), now() + interval '1 day'
        from account where email like 'newcomer%' or email like 'forgetful%'
        """;

    internal static async Task InviteAsync(ApiDatabase database, string passwordHash)
    {
        string[] kinds = [Quitter, Leaver, Changer, Victim, Refresher, Forgetful, Newcomer];
        await database.ExecuteAsync(Insert, kinds, passwordHash, Count);
        await database.ExecuteAsync(InsertTokens);
        await database.ExecuteAsync(InsertRefreshTokens);
        await database.ExecuteAsync(InsertLetters);
    }

    internal static string Name(string kind, int number) => $"{kind}{number % Count}";

    internal static string Email(string kind, int number) => $"{Name(kind, number)}@example.org";

    internal static string Token(string kind, int number) => $"token-of-{Name(kind, number)}";

    internal static string RefreshToken(int number) => $"refresh-of-{Name(Refresher, number)}";

    internal static string Letter(string kind, int number) => $"letter-to-{Name(kind, number)}";
}
