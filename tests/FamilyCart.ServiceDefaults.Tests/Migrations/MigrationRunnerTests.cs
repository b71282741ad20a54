using System.Diagnostics.CodeAnalysis;
using System.Net;
using FamilyCart.ServiceDefaults.Migrations;
using FamilyCart.ServiceDefaults.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Tests.Migrations;

public sealed class MigrationRunnerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly MigrationFile s_first = MigrationFiles.Create("0001_create_lists.sql", "create table lists (name text);");
    private static readonly MigrationFile s_second = MigrationFiles.Create("0002_add_a_list.sql", "insert into lists values ('a');");

    [Fact]
    public async Task Run_OnAnEmptyDatabase_AppliesEachOnceAndSaysSo()
    {
        await using var database = await CreateAsync("empty");

        var (done, output) = await database.RunAsync(s_first, s_second);
        Assert.True(done);
        Assert.Matches(
            "^2 migrations, 0 applied before, 2 to apply.\nApplied 0001_create_lists.sql in [0-9]+ ms.\nApplied 0002_add_a_list.sql in [0-9]+ ms.\nThe schema is at 0002_add_a_list.sql.\n$",
            output);

        (done, output) = await database.RunAsync(s_first, s_second);
        Assert.True(done);
        Assert.Equal("2 migrations, 2 applied before, 0 to apply.\nThe schema is at 0002_add_a_list.sql.\n", output);
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from lists"));
        Assert.Equal(
            $"1 0001_create_lists.sql {s_first.Checksum}",
            await database.ScalarAsync("select concat_ws(' ', number, name, checksum) from schema_migrations where number = 1"));
    }

    [Fact]
    public async Task Run_OfAChangedFile_IsRefusedByNameAndAppliesNothing()
    {
        await using var database = await CreateAsync("changed");
        await database.RunAsync(s_first);

        var (done, output) = await database.RunAsync(s_first with { Checksum = new string('0', 64) }, s_second);
        Assert.False(done);
        Assert.Equal("Nothing was migrated:\n- 0001_create_lists.sql was changed after it was applied; restore it and add a new file instead.\n", output);
        Assert.Equal(0L, await database.ScalarAsync("select count(*) from lists"));
    }

    [Fact]
    public async Task Run_WithAnAppliedFileMissing_IsRefusedByName()
    {
        await using var database = await CreateAsync("missing");
        await database.RunAsync(s_first, s_second);

        Assert.Equal((false, "Nothing was migrated:\n- 0001_create_lists.sql was applied but is missing from this version.\n"), await database.RunAsync(s_second));
        Assert.Equal((false, "Nothing was migrated:\n- 0002_add_a_list.sql was applied but is missing from this version.\n"), await database.RunAsync(s_first));
    }

    [Fact]
    public async Task Run_OfARenamedOrLateFile_IsRefusedByName()
    {
        await using var database = await CreateAsync("renamed");
        await database.RunAsync(s_second with { Sql = "select 1" });

        var (done, output) = await database.RunAsync(s_first, s_second with { Name = "0002_new_name.sql" });
        Assert.False(done);
        Assert.Contains("- 0002_add_a_list.sql was applied but is now called 0002_new_name.sql.\n", output, StringComparison.Ordinal);
        Assert.Contains("- 0001_create_lists.sql is new but numbered below 0002, which is applied; give it a higher number.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfBrokenSql_RollsThatFileBackAndNamesIt()
    {
        await using var database = await CreateAsync("broken");
        var broken = MigrationFiles.Create("0002_broken.sql", "create table half (id int);\ninsert into lists values ('x');\nselect nothing from nowhere;");

        var (done, output) = await database.RunAsync(s_first, broken);
        Assert.False(done);
        Assert.Contains("Applied 0001_create_lists.sql", output, StringComparison.Ordinal);
        Assert.EndsWith("\n0002_broken.sql failed and was rolled back: 42P01: relation \"nowhere\" does not exist\n", output, StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from schema_migrations"));
        Assert.Equal(DBNull.Value, await database.ScalarAsync("select to_regclass('half')::text"));
    }

    [Fact]
    public async Task Run_ByReplicasAtOnce_AppliesEachOnce()
    {
        await using var database = await CreateAsync("race");
        var slow = MigrationFiles.Create("0003_slow.sql", "insert into lists select 'b' from pg_sleep(0.3);");

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => database.RunAsync(s_first, s_second, slow))));
        Assert.All(results, result => Assert.True(result.Done, result.Output));
        Assert.Equal(2L, await database.ScalarAsync("select count(*) from lists"));
        Assert.Equal(1, results.Count(result => result.Output.Contains("Applied 0003_slow.sql", StringComparison.Ordinal)));
        Assert.Contains(results, result => result.Output.StartsWith("Another migration is running; waiting for it.\n", StringComparison.Ordinal));
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2025", Justification = "The task is awaited before anything that it uses goes.")]
    public async Task Run_InterruptedWhileWaiting_StopsAndLeavesTheLockToItsHolder()
    {
        await using var database = await CreateAsync("interrupted");
        await using var holder = await database.Source.OpenConnectionAsync();
        await MigrationLock.TakeAsync(holder, CancellationToken.None);
        using var interrupted = new CancellationTokenSource();
        var output = new WatchedWriter();

        var waiting = Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.RunAsync(output, interrupted.Token, s_first));
        await output.FirstLine;
        await interrupted.CancelAsync();
        await waiting;

        await MigrationLock.ReleaseAsync(holder);
        Assert.True((await database.RunAsync(s_first)).Done);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2025", Justification = "The task is awaited before anything that it uses goes.")]
    public async Task Run_ConnectionIsLostMeanwhile_FailsWithOneSentenceAndExitCode()
    {
        var roles = await postgres.Server.CreateDatabaseAsync("lost");
        await using var superuser = NpgsqlDataSource.Create(postgres.Server.ConnectionString);
        await using var terminate = superuser.CreateCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = 'lost' and wait_event = 'PgSleep'");
        using var output = new StringWriter { NewLine = "\n" };
        var migrating = TestService.Build(
            new LogSink(),
            builder =>
            {
                builder.AddPostgresMigrations("familycart", typeof(MigrationRunnerTests).Assembly);
                builder.Services.AddSingleton(new MigrationFiles([MigrationFiles.Create("0001_slow.sql", "select pg_sleep(60);")]));
            },
            ("ConnectionStrings:familycart", roles.OwnerConnectionString));

        var code = migrating.RunServiceAsync(["migrate"], output, TextWriter.Null);
        while (!code.IsCompleted && await terminate.ExecuteScalarAsync() is 0L)
        {
            // The server tells nobody when the migration begins to sleep.
        }

        Assert.Equal(1, await code.WaitAsync(TimeSpan.FromSeconds(120)));
        Assert.EndsWith("\nMigration failed: The database answered with error 57P01.\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutTheServer_FailsWithOneSentence()
    {
        var text = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString) { Port = FreePort.Next() }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(text);
        using var output = new StringWriter { NewLine = "\n" };

        Assert.False(await new MigrationRunner(new MigrationFiles([s_first]), source, TimeProvider.System).RunAsync(output, CancellationToken.None));
        Assert.Equal("Migration failed: The database cannot be reached (ConnectionRefused).\n", output.ToString());
    }

    [Fact]
    public async Task Check_AsTheRuntimeRole_FollowsTheSchema()
    {
        await using var database = await CreateAsync("checked");
        await using var runtime = NpgsqlDataSource.Create(database.Roles.RuntimeConnectionString);

        Assert.Equal(HealthCheckResult.Unhealthy("No migration was ever applied; 2 are pending."), await CheckAsync(runtime, s_first, s_second));
        await database.RunAsync(s_first);
        Assert.Equal(HealthCheckResult.Unhealthy("Pending: 0002_add_a_list.sql."), await CheckAsync(runtime, s_first, s_second));
        Assert.Equal(HealthCheckResult.Healthy("The schema is at 0001_create_lists.sql."), await CheckAsync(runtime, s_first));
        await database.RunAsync(s_first, s_second);
        Assert.Equal(HealthCheckResult.Healthy("The schema is 1 ahead of 0001_create_lists.sql."), await CheckAsync(runtime, s_first));
        Assert.StartsWith(
            "0002_add_a_list.sql was changed",
            (await CheckAsync(runtime, s_first, s_second with { Checksum = "x" })).Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithoutTheServer_IsUnhealthy()
    {
        var text = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString) { Port = FreePort.Next() }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(text);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(source, s_first)).Status);
    }

    [Fact]
    public async Task VersionsTable_WrittenAsTheRuntimeRole_IsRefused()
    {
        await using var database = await CreateAsync("guarded");
        await database.RunAsync(s_first);
        await using var runtime = NpgsqlDataSource.Create(database.Roles.RuntimeConnectionString);
        await using var command = runtime.CreateCommand("delete from schema_migrations");

        var exception = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, exception.SqlState);
    }

    [Fact]
    public async Task Service_WithPendingMigrations_IsNotReadyUntilTheVerbRan()
    {
        var roles = await postgres.Server.CreateDatabaseAsync("verb");
        await using var service = await TestService.StartAsync(
            builder => builder.AddPostgres("familycart").AddPostgresMigrations("familycart", typeof(MigrationRunnerTests).Assembly),
            settings: [("ConnectionStrings:familycart", roles.RuntimeConnectionString), ("Health:CacheDuration", "00:00:00")]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health")).StatusCode);

        using var output = new StringWriter { NewLine = "\n" };
        var migrating = TestService.Build(
            new LogSink(),
            builder => builder.AddPostgresMigrations("familycart", typeof(MigrationRunnerTests).Assembly),
            ("ConnectionStrings:familycart", roles.OwnerConnectionString));
        Assert.Equal(0, await migrating.RunServiceAsync(["migrate"], output, TextWriter.Null));
        Assert.EndsWith("The schema is at 0002_add_items.sql.\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"migrations\":{\"status\":\"Healthy\"", await service.Client.GetStringAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_WithACollector_SendsItWhatItSays()
    {
        var roles = await postgres.Server.CreateDatabaseAsync("collected");
        await using var collector = await Collector.StartAsync();
        var logs = new LogSink();

        Assert.Equal(0, await Build(roles.OwnerConnectionString).RunServiceAsync(["migrate"], TextWriter.Null, TextWriter.Null));
        Assert.Contains("The schema is at 0002_add_items.sql.", collector.Received("/v1/logs"), StringComparison.Ordinal);
        Assert.DoesNotContain("were not applied", collector.Received("/v1/logs"), StringComparison.Ordinal);

        var unreachable = new NpgsqlConnectionStringBuilder(roles.OwnerConnectionString) { Port = FreePort.Next() }.ConnectionString;
        Assert.Equal(1, await Build(unreachable).RunServiceAsync(["migrate"], TextWriter.Null, TextWriter.Null));
        Assert.Contains("The migrations were not applied.", collector.Received("/v1/logs"), StringComparison.Ordinal);

        Microsoft.AspNetCore.Builder.WebApplication Build(string connectionString) => TestService.Build(
            logs,
            builder => builder.AddPostgresMigrations("familycart", typeof(MigrationRunnerTests).Assembly),
            ("ConnectionStrings:familycart", connectionString),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "uat-migrations"));
    }

    private static Task<HealthCheckResult> CheckAsync(NpgsqlDataSource source, params MigrationFile[] files) =>
        new MigrationsCheck(new MigrationFiles(files), source).CheckHealthAsync(new HealthCheckContext());

    private async Task<Database> CreateAsync(string name) => new(await postgres.Server.CreateDatabaseAsync(name));

    private sealed class Database(PostgresDatabase roles) : IAsyncDisposable
    {
        public PostgresDatabase Roles => roles;

        public NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(roles.OwnerConnectionString);

        public async Task<(bool Done, string Output)> RunAsync(params MigrationFile[] files)
        {
            using var output = new StringWriter { NewLine = "\n" };
            return (await RunAsync(output, CancellationToken.None, files), output.ToString());
        }

        public Task<bool> RunAsync(TextWriter output, CancellationToken cancellationToken, params MigrationFile[] files) =>
            new MigrationRunner(new MigrationFiles(files), Source, TimeProvider.System).RunAsync(output, cancellationToken);

        public async Task<object?> ScalarAsync(string sql)
        {
            await using var command = Source.CreateCommand(sql);
            return await command.ExecuteScalarAsync();
        }

        public ValueTask DisposeAsync() => Source.DisposeAsync();
    }

    /// <summary>Tells when the first line was written.</summary>
    private sealed class WatchedWriter : StringWriter
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task FirstLine => _first.Task;

        public override Task WriteLineAsync(string? value)
        {
            _first.TrySetResult();
            return base.WriteLineAsync(value);
        }
    }
}
