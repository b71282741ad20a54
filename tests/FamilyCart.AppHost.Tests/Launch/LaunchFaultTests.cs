using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.AppHost.Tests.Launch;

/// <summary>What a person is told when something real goes wrong. docs/exit-codes.md lists the codes.</summary>
[Collection(TopologyTests.Name)]
[Trait("Category", "Topology")]
public sealed class LaunchFaultTests(TopologyFixture topology) : IDisposable
{
    private readonly LaunchRun _run = new(topology);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task LaunchAsync_OrchestratorKilled_LeavesNothingAndTheNextRunComesUp()
    {
        var others = OrchestratorProcess.Running();
        var run = _run.Start(Servers(), CancellationToken.None);
        await _run.UpAsync(run);
        var orchestrator = Assert.Single(OrchestratorProcess.Running().Except(others));
        var processes = ProcessTree.Descendants(orchestrator);
        Assert.True(processes.Count(id => ProcessTable.NameOf(id) is "postgres" or "redis-server") > 1);

        Process.GetProcessById(orchestrator).Kill();

        Assert.Equal(ExitCode.HostStopped, await run.WaitAsync(LaunchRun.Limit));
        Assert.Contains("the Aspire orchestrator (dcp) is killed", _run.Errors, StringComparison.Ordinal);
        Assert.True(await ProcessTree.WaitForEndAsync(processes, LaunchRun.Limit, TimeProvider.System));

        // Its watchdogs may kill the servers before they can be told; PostgreSQL then replays its log.
        Assert.Equal(ExitCode.Ok, await _run.LaunchUntilUpAsync(Servers()));

        IDistributedApplicationBuilder Servers()
        {
            var builder = _run.Builder();
            builder.AddUatPostgres("uat-db");
            builder.AddUatRedis("uat-redis");
            return builder;
        }
    }

    [Fact]
    public async Task LaunchAsync_MigrationFailsHalfWay_EndsWith15AndNamesFileAndReason()
    {
        var builder = _run.Builder();
        var server = builder.AddUatPostgres("uat-db");
        var database = server.AddDatabase("familycart");
        // In the migration's way: half of its tables are made before it meets this one.
        database.OnResourceReady((resource, _, token) => ExecuteAsync(resource, "CREATE TABLE item (id int)", token));
        builder.AddMigrations<Projects.FamilyCart_Api>("uat-migrations", database);

        Assert.Equal(ExitCode.MigrationFailed, await _run.LaunchAsync(builder));

        Assert.Contains("uat-migrations failed: it ended with exit code", _run.Errors, StringComparison.Ordinal);
        Assert.True(_run.Errors.Contains("0001_accounts_lists_items.sql", StringComparison.Ordinal), _run.Errors);
        Assert.Contains("already exists", _run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_DatabaseNeverHealthy_EndsWith4AndShowsItsLog()
    {
        var builder = _run.Builder("--Launch:Timeout=599");
        builder.AddUatPostgres("uat-db");
        // After the configuration was written: a server that runs and lets nobody in.
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(builder.Resources.Single(resource => resource.Name == "uat-db"), async (_, token) =>
            await File.WriteAllTextAsync(_run.Folder.Below("data", "postgres", "pg_hba.conf"), "host all all all reject\n", token));

        var log = _run.Folder.Below("logs", "uat-db.log");
        var known = () => Regex.IsMatch(_run.Output, @"\buat-db +Running, unhealthy")
            && File.ReadAllText(log).Contains("pg_hba.conf rejects connection", StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotHealthyInTime, await _run.LaunchUntilLateAsync(builder, TimeSpan.FromSeconds(599), known));

        Assert.Contains("Not healthy within 599 s (Launch:Timeout): uat-db: it runs but is not healthy:", _run.Errors, StringComparison.Ordinal);
        Assert.Contains("pg_hba.conf rejects connection", _run.Errors, StringComparison.Ordinal);
        Assert.Contains("uat-db | ", _run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_DiskFull_EndsWith13BeforeAnythingStarts()
    {
        using var disk = new SmallDisk(_run.Folder.Below("disk"), megabytes: 4);
        disk.Fill();
        var builder = _run.Builder($"--Topology:DataDirectory={disk.Folder}/data");
        builder.AddUatPostgres("uat-db");

        Assert.Equal(ExitCode.DiskFull, await _run.LaunchAsync(builder));

        Assert.Matches(@"error: The disk of the data folder .* has 0 MB free, and 512 MB are needed", _run.Errors);
        Assert.Empty(_run.Output);
    }

    [Theory]
    [InlineData(26)]
    [InlineData(-26)]
    public async Task LaunchAsync_ClockThatJumps_DoesNotMind(int hours)
    {
        var time = new JumpingTime(TimeSpan.FromHours(hours));
        var builder = _run.Builder();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>(null));

        Assert.Equal(ExitCode.Ok, await _run.LaunchUntilUpAsync(builder, time));
        Assert.True(time.Looks > 0, "nobody looked at the clock");

        var seconds = double.Parse(System.Text.RegularExpressions.Regex.Match(_run.Output, @"healthy after ([\d.]+) s").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 0, LaunchRun.Limit.TotalSeconds);
    }

    private static async Task ExecuteAsync(UatDatabaseResource database, string statement, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create((await database.OwnerConnectionString.GetValueAsync(cancellationToken))!);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A wall clock that is moved at every look, while time itself passes as ever.</summary>
    private sealed class JumpingTime(TimeSpan step) : TimeProvider
    {
        private long _looks;

        public long Looks => Interlocked.Read(ref _looks);

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + (step * (Interlocked.Increment(ref _looks) % 2));
    }
}
