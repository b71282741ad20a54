using System.Text;
using System.Text.Json;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Rollbacks;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Rollbacks;

/// <summary>Leases that expire, two managers, and a real listener.</summary>
public sealed class RollbackTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Secret = "a secret of the rollback hook";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private PostgresDatabase? _database;
    private NpgsqlDataSource? _source;
    private HookListener? _hook;
    private RunningManager? _one;
    private RunningManager? _two;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _source = NpgsqlDataSource.Create(_database.RuntimeConnectionString);
        _hook = await HookListener.StartAsync();
        _one = await StartAsync("one");
        _two = await StartAsync("two");
    }

    public async Task DisposeAsync()
    {
        await _one!.DisposeAsync();
        await _two!.DisposeAsync();
        await _hook!.DisposeAsync();
        await _source!.DisposeAsync();
    }

    [Fact]
    public async Task Lease_ManyExpireWithTwoManagers_TheHookHearsOfEachOnce()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => (number % 2 == 0 ? _one! : _two!).TakeAsync($"lease-{number}", $"run {number}", seconds: 1)));

        await OutcomesAsync(20, "delivered");

        Assert.Equal(20, _hook!.Calls.Select(call => call.Delivery).Distinct().Count());
        Assert.Equal(20, _hook.Calls.Count);
        var call = _hook.Calls[0];
        var body = JsonSerializer.Deserialize<JsonElement>(call.Body);
        Assert.Equal(("POST", "/rollback", "lease.expired"), (call.Method, call.Path, body.GetProperty("event").GetString()));
        Assert.Equal(body.GetProperty("lease").GetString()!.Replace("lease-", "run ", StringComparison.Ordinal), body.GetProperty("holder").GetString());
        Assert.Equal((call.Delivery, 1, 1), (body.GetProperty("delivery_id").GetString(), body.GetProperty("epoch").GetInt64(), body.GetProperty("attempt").GetInt32()));
        Assert.True(WebhookSignature.Holds(Encoding.UTF8.GetBytes(Secret), call.Body, call.Signature));
        Assert.False(WebhookSignature.Holds("another secret"u8, call.Body, call.Signature));
    }

    [Fact]
    public async Task Hook_RefusesAtFirst_IsToldAgainUnderTheSameDelivery()
    {
        _hook!.Answer = call => call switch { 1 => 500, 2 => 302, _ => 200 };
        await _one!.TakeAsync("production", "run 1", seconds: 1);

        await OutcomesAsync(1, "delivered");

        Assert.Equal(3, _hook.Calls.Count);
        Assert.All(_hook.Calls, call => Assert.Equal("/rollback", call.Path));
        Assert.Single(_hook.Calls.Select(call => call.Delivery).Distinct());
    }

    [Fact]
    public async Task Hook_NeverTakesIt_IsGivenUpAndKeptAsFailed()
    {
        _hook!.Answer = _ => 503;
        await _one!.TakeAsync("production", "run 1", seconds: 1);

        await OutcomesAsync(1, "failed");

        Assert.Equal(3, _hook.Calls.Count);
        Assert.Equal(1, await CountAsync("rollback_hook where status = 503 and attempts = 3"));
    }

    [Fact]
    public async Task Lease_Released_TellsNobody()
    {
        var released = await _one!.TakeAsync("staging", "run 1", seconds: 600);
        Assert.Equal(204, (await _two!.ReleaseAsync("staging", 1, released.Text("lease_id")!)).Status);

        // Whoever would tell of the first would do so before the second, which expires later.
        await PassAsync("staging", seconds: 600);
        await _one!.TakeAsync("production", "run 2", seconds: 1);
        await OutcomesAsync(1, "delivered");

        Assert.Contains("run 2", Encoding.UTF8.GetString(Assert.Single(_hook!.Calls).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_RenewedInTime_TellsNobody()
    {
        var lease = await _one!.TakeAsync("staging", "run 1", seconds: 60);
        Assert.Equal(200, (await _two!.RenewAsync("staging", 1, lease.Text("lease_id")!)).Status);

        await PassAsync("staging", seconds: 60);
        await _one!.TakeAsync("production", "run 2", seconds: 1);
        await OutcomesAsync(1, "delivered");

        Assert.Contains("run 2", Encoding.UTF8.GetString(Assert.Single(_hook!.Calls).Body), StringComparison.Ordinal);
        Assert.Equal("run 1", (await _one!.CallAsync(HttpMethod.Get, "/api/leases/staging")).Text("holder"));
    }

    [Fact]
    public async Task Lease_ExpiresWhileNoManagerRuns_IsToldByTheNext()
    {
        await _one!.TakeAsync("production", "run 1", seconds: 600);
        await _one!.DisposeAsync();
        await _two!.DisposeAsync();
        await PassAsync("production", seconds: 599);

        _one = await StartAsync("one");

        await OutcomesAsync(1, "delivered");
        Assert.Single(_hook!.Calls);
    }

    [Fact]
    public async Task Lease_AThousandOthersExpireBeforeItAndTheHookHangsOnThem_IsToldBeforeTheyAreToldAgain()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hook!.Before = call =>
        {
            if (call.Lease != "production")
            {
                return over.Task;
            }

            heard.TrySetResult();
            return Task.CompletedTask;
        };
        await InsertExpiredAsync("'junk-' || number", "1000");
        await Eventually.IsAsync(() => _hook.Calls.Count, count => count > 0);

        await InsertExpiredAsync("'production'", "1");
        await heard.Task.WaitAsync(s_patience);

        // Its turn came before any of the others was told again.
        var before = _hook.Calls.TakeWhile(call => call.Lease != "production").Select(call => call.Lease).ToList();
        Assert.Equal(before.Distinct(), before);
        Assert.Equal(1001, await CountAsync("workflow_lease where ending = 'expired'"));
        Assert.InRange(_hook.Calls.Count(call => call.Lease != "production"), 1, 2 * RollbackRoom.OfOthers);
        over.SetResult();
    }

    [Fact]
    public async Task Lease_EarlierOnesOfItsNameAreToldAgainAndHang_IsToldAllTheSame()
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hook!.Before = call =>
        {
            if (!Encoding.UTF8.GetString(call.Body).Contains("\"epoch\":51,", StringComparison.Ordinal))
            {
                return over.Task;
            }

            heard.TrySetResult();
            return Task.CompletedTask;
        };
        await ExecuteAsync("""
            with told as (
                insert into workflow_lease (name, epoch, holder, id_hash, taken_by, taken_at, expires_at, ended_at, ending)
                select 'production', number, 'run ' || number, sha256('id'), 'nobody', now(), now(), now(), 'expired' from generate_series(1, 50) number
                returning name, epoch)
            insert into rollback_hook (name, epoch, attempts) select name, epoch, 1 from told
            """);
        await Eventually.IsAsync(() => _hook.Calls.Count, count => count > 0);

        await InsertExpiredAsync("'production'", "1", epoch: 51);
        await heard.Task.WaitAsync(s_patience);

        Assert.InRange(_hook.Calls.Count, 2, 2 * RollbackRoom.OfName);
        over.SetResult();
    }

    [Fact]
    public async Task Lease_NoHookConfigured_IsKeptAsUnconfigured()
    {
        await _one!.DisposeAsync();
        await _two!.DisposeAsync();
        _one = await RunningManager.StartAsync(_database!, [.. Workflow.Settings, "--Host:Name=one"]);
        await _one.TakeAsync("production", "run 1", seconds: 1);

        await OutcomesAsync(1, "unconfigured");
        Assert.Empty(_hook!.Calls);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(10, 300)]
    [InlineData(100, 300)]
    public void PauseAfter_Attempts_DoublesToFiveMinutes(int attempts, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RollbackSender.PauseAfter(attempts));

    private Task<RunningManager> StartAsync(string host) => RunningManager.StartAsync(
        _database!, [.. Workflow.Settings, "--Leases:Names=lease-*", $"--Host:Name={host}", $"--Gates:RollbackHook:Url={_hook!.Address}", $"--Gates:RollbackHook:Secret={Secret}", "--Gates:RollbackHook:Timeout=00:01:00", "--Gates:RollbackHook:Attempts=3"]);

    private Task<long> OutcomesAsync(int expected, string outcome) =>
        Eventually.IsAsync(() => CountAsync($"rollback_hook where outcome = '{outcome}'").GetAwaiter().GetResult(), count => count == expected);

    /// <summary>So much of a lease's time goes by.</summary>
    private async Task PassAsync(string name, int seconds)
    {
        await using var command = _source!.CreateCommand("update workflow_lease set expires_at = expires_at - make_interval(secs => $1) where name = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = (double)seconds });
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Leases that have just expired, unnoticed so far.</summary>
    private Task InsertExpiredAsync(string name, string count, int epoch = 1) => ExecuteAsync($"""
        insert into workflow_lease (name, epoch, holder, id_hash, taken_by, taken_at, expires_at)
        select {name}, {epoch}, 'run ' || number, sha256('id'), 'nobody', clock_timestamp() - interval '1 min', clock_timestamp()
        from generate_series(1, {count}) number
        """);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string what)
    {
        await using var command = _source!.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
