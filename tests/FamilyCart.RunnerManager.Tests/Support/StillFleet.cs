using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>
/// A manager whose fleet stands still: pool <c>uat</c> may use the host <c>elsewhere</c> alone, which nobody manages, so that what a test
/// puts into the database stays as it is until the leader decides otherwise.
/// </summary>
internal sealed class StillFleet : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly RunningManager _manager;

    private StillFleet(PostgresDatabase database, RunningManager manager) => (_database, _manager) = (database, manager);

    public HttpClient Client => _manager.Client;

    public Uri Address => _manager.Client.BaseAddress!;

    /// <summary>Starts it with one runner that listens, <c>uat-1</c>, which is 20 s old.</summary>
    public static async Task<StillFleet> StartAsync(PostgresFixture postgres, params string[] more)
    {
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        await Database.ExecuteAsync(database.RuntimeConnectionString, """
            insert into lease (name, holder, epoch, taken_at, expires_at) values ('host:elsewhere', 'nobody', 1, now(), now() + interval '1 hour');
            insert into runner (pool, slot, host, name, state, github_id, epoch) values ('uat', 1, 'elsewhere', 'uat-1-abcdefgh', 'listening', 7, 1);
            insert into runner_step (runner_id, at, state, reason)
            select runner.id, now() - step.age, step.state, step.reason
            from runner, (values (interval '20 s', 'wanted', 'Idle'), (interval '19.7 s', 'minted', null), (interval '18 s', 'listening', null)) step (age, state, reason);
            """);
        var manager = await RunningManager.StartAsync(
            database,
            [
                "--Pools:uat:Scope=family/cart", "--Pools:uat:Labels=self-hosted,uat", "--Pools:uat:MinimumIdle=0", "--Pools:uat:Hosts=elsewhere",
                "--Pools:spare:Scope=family/cart", "--Pools:spare:Labels=spare", "--Pools:spare:MinimumIdle=0", "--Pools:spare:Role=secondary", "--Pools:spare:Hosts=elsewhere",
                "--Host:Name=here", .. Operators.Settings, .. more,
            ]);
        var fleet = new StillFleet(database, manager);
        await Eventually.IsAsync(() => PageAsync(manager.Client).GetAwaiter().GetResult(), page => page.Contains("uat-1", StringComparison.Ordinal));
        return fleet;
    }

    /// <summary>Adds a job that waits for a label that no pool has.</summary>
    public Task QueueAsync(long id, string name, string repository = "family/cart", string workflow = "ci", string branch = "main") =>
        InsertAsync(id, name, repository, workflow, branch, "queued", null);

    /// <summary>Adds a job that is over, which the runner <c>uat-1-abcdefgh</c> had.</summary>
    public Task EndAsync(long id, string name, string conclusion) => InsertAsync(id, name, "family/cart", "ci", "main", "completed", conclusion);

    public Task<T> AskAsync<T>(string sql) => Database.AskAsync<T>(_database.RuntimeConnectionString, sql);

    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    private static async Task<string> PageAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/", Operators.Token);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task InsertAsync(long id, string name, string repository, string workflow, string branch, string status, string? conclusion) => Database.ExecuteAsync(
        _database.RuntimeConnectionString,
        """
        insert into workflow_job (id, repository, run_id, run_attempt, name, workflow_name, head_branch, status, conclusion, labels, runner_name, created_at, started_at, completed_at, queued_since)
        values (@id, @repository, 1, 1, @name, @workflow, @branch, @status, @conclusion, '{gpu}', case when @status = 'completed' then 'uat-1-abcdefgh' end, now(),
                case when @status = 'completed' then now() - interval '3 s' end, case when @status = 'completed' then now() end, case when @status = 'queued' then now() end)
        """,
        ("id", id), ("name", name), ("repository", repository), ("workflow", workflow), ("branch", branch), ("status", status), ("conclusion", conclusion));
}
