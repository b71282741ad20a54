using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Gates;

/// <summary>The gates of a whole manager. The hosts of the pools are rows of the database alone, so that a test says what they do.</summary>
public sealed class GateTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly string[] s_pools =
    [
        "--Pools:first:Scope=family/cart", "--Pools:first:Labels=self-hosted,prod-first", "--Pools:first:Environment=production", "--Pools:first:AuthorizedForProd=true",
        "--Pools:first:Hosts=one", "--Pools:first:MinimumIdle=0",
        "--Pools:second:Scope=family/cart", "--Pools:second:Labels=self-hosted,prod-second", "--Pools:second:Environment=production", "--Pools:second:AuthorizedForProd=true",
        "--Pools:second:Role=secondary", "--Pools:second:Hosts=two", "--Pools:second:MinimumIdle=0",
        "--Pools:eager:Scope=family/cart", "--Pools:eager:Labels=eager", "--Pools:eager:Environment=production", "--Pools:eager:Priority=9", "--Pools:eager:Hosts=one", "--Pools:eager:MinimumIdle=0",
    ];

    private PostgresDatabase? _database;
    private RunningManager? _manager;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _manager = await RunningManager.StartAsync(_database, [.. Workflow.Settings, .. s_pools, "--Host:Name=here"]);
    }

    public async Task DisposeAsync() => await _manager!.DisposeAsync();

    [Fact]
    public async Task Get_PrimaryListens_AnswersItsLabelsReadyForTheWorkflow()
    {
        await LiveAsync("one", "two");
        await RunnerAsync("first", "one", "listening");
        await RunnerAsync("second", "two", "listening");
        // It comes before the others, listens, and is not authorized.
        await RunnerAsync("eager", "one", "listening");

        var answer = await GateAsync(answer => answer.Status == 200);

        Assert.Equal(("production", "first", "primary"), (answer.Text("environment"), answer.Text("pool"), answer.Text("role")));
        Assert.Equal("[\"prod-first\",\"self-hosted\"]", answer.Text("runs_on"));
        Assert.Equal(["prod-first", "self-hosted"], answer.Json.GetProperty("labels").EnumerateArray().Select(label => label.GetString()));
        Assert.Equal(1, answer.Json.GetProperty("runners").GetProperty("listening").GetInt32());
        Assert.Equal("", answer.Text("why_not_primary"));
    }

    [Fact]
    public async Task Get_PrimaryAway_AnswersTheSecondaryWithTheReason()
    {
        await LiveAsync("two");
        await RunnerAsync("second", "two", "busy");

        var answer = await GateAsync(answer => answer.Status == 200);

        Assert.Equal(("second", "secondary"), (answer.Text("pool"), answer.Text("role")));
        Assert.Contains("None of the hosts of first is alive", answer.Text("why_not_primary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoPoolCanBeUsed_Is503WithTheReasonOfEach()
    {
        await LiveAsync("two");

        var answer = await GateAsync(answer => answer.Body.Contains("none ever did", StringComparison.Ordinal));

        Assert.Equal(503, answer.Status);
        var reasons = answer.Json.GetProperty("pools").EnumerateArray().ToDictionary(pool => pool.GetProperty("pool").GetString()!, pool => pool.GetProperty("reason").GetString()!);
        Assert.Equal(["eager", "first", "second"], reasons.Keys.Order());
        Assert.Contains("not authorized for production", reasons["eager"], StringComparison.Ordinal);
        Assert.Contains("None of the hosts of first is alive", reasons["first"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NothingRunsNow_RestsOnHowTheLastStartWent()
    {
        await LiveAsync("two");
        await RunnerAsync("second", "two", "gone", listened: true);
        Assert.Equal("second", (await GateAsync(answer => answer.Status == 200)).Text("pool"));

        await RunnerAsync("second", "two", "gone", reason: "ListenLate");
        Assert.Contains("did not come to listen (ListenLate)", (await GateAsync(answer => answer.Status == 503)).Body, StringComparison.Ordinal);

        // What was not wanted any more says nothing, and neither does what is under way.
        await RunnerAsync("second", "two", "gone", listened: true);
        await RunnerAsync("second", "two", "gone", reason: "HostLost");
        await RunnerAsync("second", "two", "wanted");
        Assert.Equal("second", (await GateAsync(answer => answer.Status == 200)).Text("pool"));
    }

    [Fact]
    public async Task Get_EnvironmentWithoutAPool_Is503AndSaysSo() =>
        Assert.Contains("No pool is configured for staging", (await GateAsync(answer => answer.Body.Contains("configured", StringComparison.Ordinal), "staging")).Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("moon")]
    [InlineData("2")]
    [InlineData("Production")]
    public async Task Get_UnknownEnvironment_Is404(string environment)
    {
        var answer = await _manager!.CallAsync(HttpMethod.Get, $"/api/gates/{environment}");

        Assert.Equal(404, answer.Status);
        Assert.Contains("uat, staging and production", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("nobody's token of this test at all", 401)]
    [InlineData(Workflow.Viewer, 403)]
    public async Task GetAndPreflight_WrongToken_AreRefused(string? token, int status)
    {
        Assert.Equal(status, (await _manager!.CallAsync(HttpMethod.Get, "/api/gates/production", token: token)).Status);
        Assert.Equal(status, (await _manager!.CallAsync(HttpMethod.Post, "/api/gates/production/preflight", new { }, token)).Status);
    }

    [Fact]
    public async Task Get_DatabaseStops_Is503AndNoOldYes()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync("runners");
        Assert.Equal(0, await RunningManager.MigrateAsync(database));
        _database = database;
        await using var manager = await RunningManager.StartAsync(database, [.. Workflow.Settings, .. s_pools, "--Host:Name=here"]);
        await LiveAsync("one");
        await RunnerAsync("first", "one", "listening");
        await GateAsync(answer => answer.Status == 200, manager: manager);

        await server.StopAsync();

        var answer = await GateAsync(answer => answer.Status == 503, manager: manager);
        Assert.Contains("cannot be looked at", answer.Text("detail"), StringComparison.Ordinal);
        var preflight = await manager.CallAsync(HttpMethod.Post, "/api/gates/production/preflight", new { });
        Assert.Equal((200, "False"), (preflight.Status, preflight.Text("ready")));
        Assert.Contains("\"part\":\"database\"", preflight.Body, StringComparison.Ordinal);
        Assert.Equal(503, (await manager.TakeAsync("production", "run 1")).Status);
    }

    private Task<WorkflowAnswer> GateAsync(Func<WorkflowAnswer, bool> expected, string environment = "production", RunningManager? manager = null) =>
        Eventually.IsAsync(() => (manager ?? _manager!).CallAsync(HttpMethod.Get, $"/api/gates/{environment}").GetAwaiter().GetResult(), expected);

    private async Task LiveAsync(params string[] hosts)
    {
        foreach (var host in hosts)
        {
            await Database.ExecuteAsync(
                _database!.RuntimeConnectionString,
                $"insert into lease (name, holder, epoch, taken_at, expires_at) values ('host:{host}', '{host}/x', 1, clock_timestamp(), clock_timestamp() + interval '1 hour')");
        }
    }

    private Task RunnerAsync(string pool, string host, string state, string? reason = null, bool listened = false) => Database.ExecuteAsync(
        _database!.RuntimeConnectionString,
        $"""
        with made as (
            insert into runner (pool, slot, host, name, state, reason, epoch)
            values ('{pool}', 1, '{host}', gen_random_uuid()::text, '{state}', {(reason is null ? "null" : $"'{reason}'")}, 1) returning id)
        insert into runner_step (runner_id, state) select id, '{(listened ? "listening" : "minted")}' from made
        """);
}
