using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Preflights;

public sealed class PreflightTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private PostgresDatabase? _database;
    private RunningManager? _manager;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _manager = await RunningManager.StartAsync(
            _database,
            [
                .. Workflow.Settings,
                "--Host:Name=here",
                "--Pools:first:Scope=family/cart", "--Pools:first:Labels=uat-first", "--Pools:first:Hosts=one", "--Pools:first:MinimumIdle=0",
                "--Pools:second:Scope=family/cart", "--Pools:second:Labels=uat-second,more", "--Pools:second:Role=secondary", "--Pools:second:Hosts=two", "--Pools:second:MinimumIdle=0",
                "--Gates:uat:RequiredSecrets=DEPLOY_KEY, REGISTRY_PASSWORD",
                "--Gates:uat:RequiredPermissions=contents: read, deployments:write",
            ]);
    }

    public async Task DisposeAsync() => await _manager!.DisposeAsync();

    [Fact]
    public async Task Post_NothingIsRight_NamesAllOfItAtOnce()
    {
        await _manager!.TakeAsync("uat", "run 1");

        var answer = await ReadyAsync(new { secrets = new { DEPLOY_KEY = false, OTHER = false }, permissions = new { contents = "write", deployments = "read" } }, ready => ready.Body.Contains("hosts of", StringComparison.Ordinal));

        Assert.Equal((200, "False"), (answer.Status, answer.Text("ready")));
        Assert.Equal(
            ["lease uat", "permission deployments", "pool first", "pool second", "secret DEPLOY_KEY", "secret OTHER", "secret REGISTRY_PASSWORD"],
            Problems(answer, blocking: true));
        Assert.Contains("rollback_hook uat", Problems(answer, blocking: false));
        Assert.Contains("run 1 has the lease uat for ", answer.Body, StringComparison.Ordinal);
        Assert.Null(answer.Text("would_take"));
    }

    [Fact]
    public async Task Post_AllIsRight_IsReadyAndADryRunTakesNothing()
    {
        await ListenAsync();

        var answer = await ReadyAsync(Complete(dryRun: true), ready => ready.Text("ready") == "True");

        Assert.Empty(Problems(answer, blocking: true));
        var take = answer.Json.GetProperty("would_take");
        Assert.Equal(("uat", "first", "[\"uat-first\"]"), (take.GetProperty("lease").GetString(), take.GetProperty("gate").GetProperty("pool").GetString(), take.GetProperty("gate").GetProperty("runs_on").GetString()));
        Assert.Equal(404, (await _manager!.CallAsync(HttpMethod.Get, "/api/leases/uat")).Status);
        // A secondary that is away is worth knowing, and in nobody's way.
        Assert.Contains("pool second", Problems(answer, blocking: false));
        Assert.Null((await ReadyAsync(Complete(dryRun: false), ready => ready.Text("ready") == "True")).Text("would_take"));
    }

    [Fact]
    public async Task Post_LeaseIsOnesOwn_IsReady()
    {
        await ListenAsync();
        await _manager!.TakeAsync("uat", "run 1");

        var body = new { secrets = new { DEPLOY_KEY = true, REGISTRY_PASSWORD = true }, permissions = new { contents = "read", deployments = "write" }, holder = "run 1" };

        await ReadyAsync(body, ready => ready.Text("ready") == "True");
    }

    [Theory]
    [InlineData("{\"secrets\": {\"DEPLOY_KEY\": \"hunter2-hunter2\"}}")]
    [InlineData("{\"secrets\": {\"hunter2-hunter2\": true}}")]
    [InlineData("{\"permissions\": {\"contents\": \"hunter2-hunter2\"}}")]
    [InlineData("{\"hunter2-hunter2\": true}")]
    [InlineData("{\"lease\": \"Hunter2-hunter2\"}")]
    [InlineData("hunter2-hunter2")]
    public async Task Post_BodyThatIsNone_Is400AndRepeatsNothingOfIt(string body)
    {
        var answer = await _manager!.CallAsync(HttpMethod.Post, "/api/gates/uat/preflight", body);

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Post_GiantBodyOrUnknownEnvironment_IsRefused()
    {
        Assert.Equal(413, (await _manager!.CallAsync(HttpMethod.Post, "/api/gates/uat/preflight", new string(' ', 100_000))).Status);
        Assert.Equal(404, (await _manager!.CallAsync(HttpMethod.Post, "/api/gates/moon/preflight", new { })).Status);
    }

    private static object Complete(bool dryRun) => new
    {
        secrets = new { DEPLOY_KEY = true, REGISTRY_PASSWORD = true },
        permissions = new { contents = "read", deployments = "write" },
        dry_run = dryRun,
    };

    private Task<WorkflowAnswer> ReadyAsync(object body, Func<WorkflowAnswer, bool> expected) =>
        Eventually.IsAsync(() => _manager!.CallAsync(HttpMethod.Post, "/api/gates/uat/preflight", body).GetAwaiter().GetResult(), expected);

    private static IEnumerable<string> Problems(WorkflowAnswer answer, bool blocking) => answer.Json.GetProperty("problems").EnumerateArray()
        .Where(problem => problem.GetProperty("blocking").GetBoolean() == blocking)
        .Select(problem => $"{problem.GetProperty("part")} {problem.GetProperty("name")}")
        .Order(StringComparer.Ordinal);

    private Task ListenAsync() => Database.ExecuteAsync(
        _database!.RuntimeConnectionString,
        """
        insert into lease (name, holder, epoch, taken_at, expires_at) values ('host:one', 'one/x', 1, clock_timestamp(), clock_timestamp() + interval '1 hour');
        insert into runner (pool, slot, host, name, state, epoch) values ('first', 1, 'one', 'first-1-x', 'listening', 1)
        """);
}
