using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A real server that archives into a backup folder of its own, with the role <c>backup</c> as the AppHost makes it.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Statements of tests.")]
internal sealed class BackedUpServer : IAsyncDisposable
{
    private readonly string _folder;

    private BackedUpServer(PostgresServer server, string folder, string password)
    {
        Server = server;
        _folder = folder;
        Connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = server.Port,
            Database = "backup",
            Username = "backup",
            Password = password,
            Pooling = false,
        }.ConnectionString;
    }

    public PostgresServer Server { get; }

    public string Connection { get; }

    public string BackupFolder => Path.Combine(_folder, "backup");

    /// <summary>A path below the test's folder, on the same disk as nothing of the server.</summary>
    public string Beside(string name) => Path.Combine(_folder, name);

    /// <summary>What the environment of the service and of the command line says, and more of it.</summary>
    public Dictionary<string, string> Environment(params (string Key, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__backup"] = Connection,
            ["Backup__Folder"] = BackupFolder,
            ["Backup__DataFolder"] = Server.Folder,
            ["Backup__Programs"] = Server.Programs,
            ["Backup__EncryptionKey"] = "a key of twenty signs",
            // While all tests run the machine is never idle.
            ["Backup__Priority"] = "low",
        };
        foreach (var (key, value) in more)
        {
            environment[key] = value;
        }

        return environment;
    }

    /// <summary>What the program makes of <see cref="Environment"/>.</summary>
    public BackupSettings Settings => BackupSettings.Read(
        new SettingReader(new ConfigurationBuilder()
            .AddInMemoryCollection(Environment().ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value))
            .Build().GetSection(BackupSettings.Section)),
        Connection,
        LiveSecrets.None);

    public static async Task<BackedUpServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("familycart-ops-test-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        ToolAccount.For("postgres").Own(folder);
        var backup = Path.Combine(folder, "backup");
        var options = new PostgresServerOptions($"""

            fsync = off
            archive_mode = on
            archive_timeout = 60
            archive_command = '{RepositoryConfiguration.ArchiveCommand(new BackupFolders(backup).Configuration)}'

            """);
        var server = await PostgresServer.StartAsync(options);
        var password = RandomNumberGenerator.GetHexString(24);
        var started = new BackedUpServer(server, folder, password);
        await started.ProvideAsync();
        return started;
    }

    /// <summary>Puts a new server in the place of this one, with nothing of its data and with another identity.</summary>
    public async Task MakeAnewAsync()
    {
        await Server.StopAsync();
        var (old, password) = (Beside("old"), Beside("password"));
        await CommandAsync("mv", Server.Folder, old);
        await CommandAsync("cp", Path.Combine(old, "superuser.password"), password);
        await CommandAsync(
            Path.Combine(Server.Programs, "initdb"), "--pgdata", Server.Folder, "--username=postgres", "--pwfile", password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--wal-segsize=1", "--no-sync");
        await CommandAsync("cp", Path.Combine(old, "postgresql.conf"), Server.Folder);
        await Server.RestartAsync();
        await ProvideAsync();
    }

    /// <summary>Does something as the superuser.</summary>
    public async Task RunAsync(string database, string statements)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string database, string statement)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(statement, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Has a heartbeat written and its segment archived.</summary>
    public async Task BeatAsync()
    {
        await RunAsync("backup", "create table if not exists heartbeat (at timestamptz primary key default clock_timestamp()); insert into heartbeat default values");
        await ArchiveAsync();
    }

    /// <summary>Has the segment of now finished, and returns its name once it is archived.</summary>
    public async Task<string> ArchiveAsync()
    {
        // A segment without anything in it is not finished.
        await RunAsync("postgres", "select pg_logical_emit_message(true, 'test', 'something')");
        var segment = await ReadAsync<string>("postgres", "select pg_walfile_name(pg_switch_wal())");
        await Waiting.UntilAsync(
            async () => string.CompareOrdinal(await ReadAsync<string>("postgres", "select coalesce(last_archived_wal, '') from pg_stat_archiver"), segment) >= 0,
            $"segment {segment} to be archived");
        return segment;
    }

    /// <summary>Where the repository has a segment of the log.</summary>
    public string Archived(string segment) =>
        Assert.Single(Directory.GetFiles(Path.Combine(BackupFolder, "repository", "archive"), $"{segment}-*", SearchOption.AllDirectories));

    /// <summary>The largest file of the base backup, its lists apart.</summary>
    public string LargestOfBaseBackup() =>
        Directory.GetFiles(Path.Combine(BackupFolder, "repository", "backup", "uat"), "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("backup.", StringComparison.Ordinal))
            .MaxBy(file => new FileInfo(file).Length)!;

    /// <summary>A folder of programs that say they are of another version.</summary>
    public async Task<string> ProgramsOfAsync(string version)
    {
        var folder = Beside("programs");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "postgres"), $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
        File.SetUnixFileMode(Path.Combine(folder, "postgres"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>Runs the program as an operator does.</summary>
    public Task<(int ExitCode, string Output)> OpsAsync(params string[] arguments) => OpsAsync(Environment(), arguments);

    public static Task<(int ExitCode, string Output)> OpsAsync(Dictionary<string, string> environment, params string[] arguments) =>
        ServiceProcess.RunAsync(typeof(OpsService).Assembly, arguments, environment);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Its role, and what it backs up.
    private async Task ProvideAsync()
    {
        await RunAsync("postgres", $"create role backup login password '{new NpgsqlConnectionStringBuilder(Connection).Password}'");
        await RunAsync("postgres", "create database backup owner backup");
        await RunAsync("postgres", "grant pg_monitor, pg_read_all_data, pg_checkpoint to backup");
        await RunAsync("backup", "grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal(), pg_create_restore_point(text) to backup");
        await RunAsync("postgres", "create database shop");
        await RunAsync("shop", "create table item (id int primary key, name text); insert into item select i, 'item ' || i from generate_series(1, 1000) i");
    }

    private static async Task CommandAsync(params string[] command)
    {
        var result = await ToolProcess.RunAsync(ToolAccount.For("postgres").Command(command), environment: null, CancellationToken.None);
        Assert.True(result.Succeeded, result.Errors);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = database }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
