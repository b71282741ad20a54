using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace DrillBench.Faults;

/// <summary>Faults that users meet, made inside of the database, where they need no change of the product.</summary>
internal sealed class DatabaseFaults(Stage stage) : IDisposable
{
    private const int Attempts = 10;
    private const int Places = 100;

    // Several, since requests of one account wait for each other, with a connection of the pool each.
    private const int Accounts = 16;

    private const string Function = """
        create or replace function drill_fault() returns trigger language plpgsql as $$
        begin
            if new.name = 'Drill error' then raise exception 'drill'; end if;
            if new.name = 'Drill slow' then perform pg_sleep(0.8); end if;
            return new;
        end $$;
        create or replace trigger drill_fault before insert on shopping_list for each row execute function drill_fault();
        insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
        select gen_random_uuid(), 'drill-' || number || '@example.org', 'drill-' || number || '@example.org', password_hash, 'Drill', true, now()
        from account, generate_series(0, 15) as number where is_probe
        on conflict do nothing;
        """;

    private static readonly string[] s_noFunction =
    [
        "drop function if exists drill_fault() cascade",
        "delete from shopping_list where name like 'Drill %'",
        "delete from account where email like 'drill-%@example.org'",
    ];

    private readonly HttpClient _client = new() { BaseAddress = stage.Door };
    private CancellationTokenSource _over = new();
    private Task _asking = Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _over.Dispose();
    }

    public IEnumerable<Fault> All()
    {
        yield return new Fault("gateway without a healthy slot", ["NoHealthySlot"], ShutOutAsync, LetInAsync);
        yield return new Fault("error rate 10 %", ["ErrorBudgetBurnsFast"], token => AskAsync("Drill error", 0.6, token), StopAskingAsync);
        yield return new Fault("slow answers", ["LatencyBudgetBurnsFast"], token => AskAsync("Drill slow", 8, token), StopAskingAsync);
        yield return new Fault("connection pool exhausted", ["ConnectionPoolWaits"], ExhaustAsync, StopAskingAsync);
    }

    // The database is well, and the API may not come in.
    private Task ShutOutAsync(CancellationToken cancellationToken) => stage.SqlAsync(
        "alter role familycart nologin; select pg_terminate_backend(pid) from pg_stat_activity where usename = 'familycart'",
        asSuperuser: true,
        cancellationToken);

    private Task LetInAsync(CancellationToken cancellationToken) => stage.SqlAsync("alter role familycart login", asSuperuser: true, cancellationToken);

    private async Task AskAsync(string name, double rate, CancellationToken cancellationToken)
    {
        await stage.SqlAsync(Function, asSuperuser: false, cancellationToken);
        var tokens = Enumerable.Range(0, Accounts).Select(_ => RandomNumberGenerator.GetHexString(32)).ToList();
        await stage.SqlAsync(string.Join(';', tokens.Select(LogIn)), asSuperuser: false, cancellationToken);
        var turn = 0;
        Begin(rate, () => SendAsync(HttpMethod.Post, "/api/v1/shopping-lists/", tokens[turn++ % Accounts], new { name }));
    }

    // A log-in without its password, whose hash would take a second each; the token itself is nobody's but the drill's.
    private static string LogIn(string token, int account) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        insert into access_token (token_hash, account_id, created_at, last_used_at, expires_at)
        select decode('{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}', 'hex'), id, now(), now(), now() + interval '1 hour'
        from account where email = 'drill-{account}@example.org'
        """);

    // Whoever shows a token waits for the table, each with a connection.
    private Task ExhaustAsync(CancellationToken cancellationToken)
    {
        Begin(1000, () => SendAsync(HttpMethod.Get, "/api/v1/users/me", Guid.NewGuid().ToString("N"), null));
        _ = stage.SqlAsync("begin; lock table access_token in access exclusive mode; select pg_sleep(40)", asSuperuser: false, _over.Token)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return Task.CompletedTask;
    }

    private void Begin(double rate, Func<Task> ask)
    {
        var over = (_over = new CancellationTokenSource()).Token;
        _asking = RunAsync();

        async Task RunAsync()
        {
            using var places = new SemaphoreSlim(Places);
            while (!over.IsCancellationRequested)
            {
                await places.WaitAsync(CancellationToken.None);
                _ = ask().ContinueWith(_ => places.Release(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                await Task.Delay(TimeSpan.FromSeconds(1 / rate), CancellationToken.None);
            }

            // The last answers are awaited: what is mended under them would be another fault.
            for (var place = 0; place < Places; place++)
            {
                await places.WaitAsync(CancellationToken.None);
            }
        }
    }

    private async Task SendAsync(HttpMethod method, string path, string token, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _client.SendAsync(request);
    }

    private async Task StopAskingAsync(CancellationToken cancellationToken)
    {
        await _over.CancelAsync();
        await stage.SqlAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'familycart_owner' and query like '%pg_sleep%' and pid <> pg_backend_pid()",
            asSuperuser: true,
            cancellationToken);
        await _asking;
        foreach (var statement in s_noFunction)
        {
            await InsistAsync(statement, cancellationToken);
        }
    }

    // What is still being answered may stand in the way, to the point of a deadlock.
    private async Task InsistAsync(string statement, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await stage.SqlAsync(statement, asSuperuser: false, cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }
}
