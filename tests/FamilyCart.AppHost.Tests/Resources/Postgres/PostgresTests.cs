using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.AppHost.Tests.Resources.Postgres;

/// <summary>The database server as the topology makes, runs, provides and stops it: a real one.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The statements are literals of these tests.")]
public sealed class PostgresTests : IAsyncLifetime
{
    private const string Password = "superuser-s3cret";
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _server;

    private PostgresCluster Cluster =>
        new(Programs.FindPostgres()!.Value.Folder, _folder.Below("postgres"), _port, ServerAccount.For("postgres"), archiveCommand: null);

    private string Superuser => $"Host=localhost;Port={_port};Username=postgres;Password={Password};Pooling=false";

    public async Task InitializeAsync()
    {
        await Cluster.PrepareAsync(Password, NullLogger.Instance, CancellationToken.None);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ProvisionAsync_Backup_ReadsEverythingAndChangesOnlyItsOwn()
    {
        await ProvisionAsync("shop", "runtime-1", "owner-1");
        await ExecuteAsync("shop_owner", "owner-1", "shop", "CREATE TABLE thing (id int)");
        await new PostgresProvisioner(Superuser).ProvisionAsync(DatabasePlan<string>.ForBackup("backup", "backup-1"), CancellationToken.None);
        await new PostgresProvisioner(Superuser).ProvisionAsync(DatabasePlan<string>.ForBackup("backup", "backup-1"), CancellationToken.None);

        await ExecuteAsync("backup", "backup-1", "shop", "SELECT * FROM thing");
        await ExecuteAsync("backup", "backup-1", "backup", "CREATE TABLE heartbeat (at timestamptz); SELECT pg_create_restore_point('one'); SELECT count(*) FROM pg_ls_archive_statusdir()");
        foreach (var statement in new[] { "INSERT INTO thing VALUES (1)", "DROP TABLE thing", "CREATE TABLE other (id int)", "SELECT pg_read_file('PG_VERSION')" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("backup", "backup-1", "shop", statement));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task ProvisionAsync_Service_RuntimeRoleWritesRowsButMakesNoTable()
    {
        await ProvisionAsync("shop", "runtime-1", "owner-1");
        await ExecuteAsync("shop_owner", "owner-1", "shop", "CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, name text); CREATE SCHEMA more; CREATE TABLE more.thing (id serial)");

        await ExecuteAsync("shop", "runtime-1", "shop", "INSERT INTO thing (name) VALUES ('a'); UPDATE thing SET name = 'b'; DELETE FROM thing; INSERT INTO more.thing DEFAULT VALUES");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("shop", "runtime-1", "shop", "CREATE TABLE mine (id int)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("shop", "runtime-1", "shop", "TRUNCATE thing"));
    }

    [Fact]
    public async Task ProvisionAsync_Again_AppliesNewPasswordsAndKeepsData()
    {
        await ProvisionAsync("shop", "runtime-1", "owner-1");
        await ExecuteAsync("shop_owner", "owner-1", "shop", "CREATE TABLE thing (id int)");

        await ProvisionAsync("shop", "runtime-2", "owner-2");

        await ExecuteAsync("shop", "runtime-2", "shop", "SELECT * FROM thing");
        Assert.NotNull(await PostgresLogin.TryAsync(For("shop", "runtime-1", "shop"), CancellationToken.None));
        Assert.Null(await PostgresLogin.TryAsync(For("shop_owner", "owner-2", "shop"), CancellationToken.None));
    }

    [Fact]
    public async Task ProvisionAsync_TwoServices_DoNotEnterEachOther()
    {
        await ProvisionAsync("shop", "runtime-1", "owner-1");
        await ProvisionAsync("fleet", "runtime-2", "owner-2");

        Assert.Contains("permission denied", await PostgresLogin.TryAsync(For("fleet", "runtime-2", "shop"), CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProvisionAsync_Monitor_SeesStatisticsButNoRows()
    {
        await ProvisionAsync("shop", "runtime-1", "owner-1");
        await ExecuteAsync("shop_owner", "owner-1", "shop", "CREATE TABLE thing (id int)");
        await new PostgresProvisioner(Superuser).ProvisionAsync(DatabasePlan<string>.ForMonitor("watcher", "watch-1"), CancellationToken.None);

        await ExecuteAsync("watcher", "watch-1", "postgres", "SELECT query FROM pg_stat_activity; SELECT pg_database_size('shop')");
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("watcher", "watch-1", "shop", "SELECT * FROM thing"));
    }

    [Fact]
    public async Task Server_Configuration_IsOursAndKeepsPasswordsAsScram()
    {
        Assert.Equal("512MB", await ScalarAsync("SHOW shared_buffers"));
        Assert.Equal("", await ScalarAsync("SHOW unix_socket_directories"));
        Assert.Equal("localhost", await ScalarAsync("SHOW listen_addresses"));
        Assert.StartsWith("SCRAM-SHA-256$", await ScalarAsync("SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'"), StringComparison.Ordinal);
        Assert.Equal("on", await ScalarAsync("SHOW data_checksums"));
    }

    [Fact]
    public async Task TryAsync_WrongPasswordOrNobody_SaysWhyWithoutThePassword()
    {
        var problem = await PostgresLogin.TryAsync(For("postgres", "wr0ng-password", "postgres"), CancellationToken.None);
        Assert.Contains("password authentication failed", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-password", problem, StringComparison.Ordinal);

        Assert.NotNull(await PostgresLogin.TryAsync($"Host=localhost;Port={FreePort.Next()};Username=x;Password=y", CancellationToken.None));
        Assert.Equal("it has no connection string yet", await PostgresLogin.TryAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Stop_WithClientConnected_IsClean()
    {
        await using var client = new NpgsqlConnection(Superuser);
        await client.OpenAsync();

        await StopAsync();

        Assert.False(File.Exists(_folder.Below("postgres", "postmaster.pid")));
        Assert.Contains("shut down", ClusterState(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WrapperKilled_StillEndsTheServerCleanly()
    {
        _server!.Kill();
        await UntilAsync(() => !File.Exists(_folder.Below("postgres", "postmaster.pid")));

        Assert.Contains("shut down", ClusterState(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrepareAsync_ChangedSuperuserPassword_TakesEffect()
    {
        await StopAsync();
        await Cluster.PrepareAsync("another-s3cret", NullLogger.Instance, CancellationToken.None);
        await StartAsync("another-s3cret");

        Assert.NotNull(await PostgresLogin.TryAsync(Superuser, CancellationToken.None));
    }

    [Fact]
    public async Task PrepareAsync_LinkInPlaceOfAFile_IsReplacedAndNotFollowed()
    {
        await StopAsync();
        var victim = _folder.Write("victim", "precious");
        File.Delete(_folder.Below("postgres", "postgresql.conf"));
        File.CreateSymbolicLink(_folder.Below("postgres", "postgresql.conf"), victim);

        await Cluster.PrepareAsync(Password, NullLogger.Instance, CancellationToken.None);

        Assert.Equal("precious", await File.ReadAllTextAsync(victim));
        Assert.Null(new FileInfo(_folder.Below("postgres", "postgresql.conf")).LinkTarget);
    }

    [Fact]
    public async Task PrepareAsync_WhileTheServerRuns_IsRefusedWithItsId()
    {
        var id = (await File.ReadAllLinesAsync(_folder.Below("postgres", "postmaster.pid")))[0];

        var refusal = await Assert.ThrowsAsync<PostgresClusterException>(() => Cluster.PrepareAsync(Password, NullLogger.Instance, CancellationToken.None));

        Assert.Contains($"pid {id}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrepareAsync_IdLeftByAPowerFailure_IsRemoved()
    {
        await StopAsync();
        _folder.Write("postgres/postmaster.pid", $"{Environment.ProcessId}\n");

        await Cluster.PrepareAsync(Password, NullLogger.Instance, CancellationToken.None);
        await StartAsync();

        Assert.Null(await PostgresLogin.TryAsync(Superuser, CancellationToken.None));
    }

    [Fact]
    public async Task PrepareAsync_ProgramsMissing_SaysWhichFailed()
    {
        var cluster = new PostgresCluster("/nowhere", _folder.Below("other"), _port, new ServerAccount(User: null), archiveCommand: null);

        var failure = await Assert.ThrowsAsync<PostgresClusterException>(() => cluster.PrepareAsync(Password, NullLogger.Instance, CancellationToken.None));

        Assert.StartsWith("initdb failed", failure.Message, StringComparison.Ordinal);
    }

    private Task ProvisionAsync(string name, string password, string ownerPassword) =>
        new PostgresProvisioner(Superuser).ProvisionAsync(DatabasePlan<string>.ForService(name, password, ownerPassword), CancellationToken.None);

    private async Task ExecuteAsync(string role, string password, string database, string statements)
    {
        await using var connection = new NpgsqlConnection(For(role, password, database));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string?> ScalarAsync(string query)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return (string?)await command.ExecuteScalarAsync();
    }

    private string For(string role, string password, string database) =>
        $"Host=localhost;Port={_port};Username={role};Password={password};Database={database};Pooling=false";

    private string ClusterState() => Command.Run(
        [.. ServerAccount.For("postgres").Prefix, Path.Combine(Programs.FindPostgres()!.Value.Folder, "pg_controldata"), _folder.Below("postgres")], s_limit).Output;

    private async Task StartAsync(string password = Password)
    {
        var command = Cluster.RunCommand;
        _server = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)))!;
        var login = new NpgsqlConnectionStringBuilder(Superuser) { Password = password }.ConnectionString;
        await UntilAsync(async () => await PostgresLogin.TryAsync(login, CancellationToken.None) is null);
    }

    private async Task StopAsync()
    {
        if (_server is { HasExited: false })
        {
            Command.Run(["kill", "-TERM", $"{_server.Id}"], s_limit);
            await _server.WaitForExitAsync().WaitAsync(s_limit);
        }
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < s_limit, "it did not happen in time");
            await Task.Delay(50);
        }
    }
}
