using System.Diagnostics;
using System.Text.Json;
using Bench;
using Npgsql;

namespace ApiBench;

/// <summary>
/// What a base backup costs the users of the API, and what it gives back: 1 GB in the database, clients that ask without a pause, and in
/// the middle of it full base backups, then a drill with the API on restored data. The server archives as in the topology.
/// </summary>
internal static class BackupBench
{
    private const int Rounds = 5;
    private const long Size = 1_000_000_000;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(10);

    // As FamilyCart.AppHost prepares the role; its table is the heartbeat worker's.
    private static readonly string[] s_server =
    [
        "create role backup login password 'of-the-bench'", "create database backup owner backup",
        "grant pg_monitor, pg_read_all_data, pg_checkpoint to backup",
    ];

    private static readonly string[] s_database =
    [
        "grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal(), pg_create_restore_point(text) to backup",
        "create table heartbeat (at timestamptz primary key default clock_timestamp()); alter table heartbeat owner to backup",
    ];

    internal static async Task RunAsync(Stage stage, Figures figures, CancellationToken cancellationToken)
    {
        var backup = await PrepareAsync(stage, cancellationToken);
        var ops = new Dictionary<string, string>
        {
            ["ConnectionStrings__backup"] = backup,
            ["Backup__DataFolder"] = stage.DataFolder,
            ["Backup__Programs"] = stage.Programs,
            ["Backup__Drill__Api"] = Path.Combine(AppContext.BaseDirectory, "FamilyCart.Api.dll"),
        };
        // The first one has the server archive; what is filled in then is backed up once it has been.
        await OpsAsync(ops, ["backup"], cancellationToken);
        await FillAsync(stage, cancellationToken);
        await OpsAsync(ops, ["backup"], cancellationToken);

        await using var api = await stage.StartApiAsync(cancellationToken);
        await using var load = new SteadyLoad(api, stage.Seed, cancellationToken);
        await using var beats = new Heartbeat(backup, s_beat);
        await Task.Delay(s_warmUp, cancellationToken);
        List<double> slowdowns = [];
        var before = await load.RateAsync(s_calm, cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Stopwatch.GetTimestamp();
            var during = await load.RateAsync(() => OpsAsync(ops, ["backup"], cancellationToken));
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            // What a checkpoint has put off is not the next round's.
            await Task.Delay(s_pause, cancellationToken);
            var after = await load.RateAsync(s_calm, cancellationToken);
            slowdowns.Add(100 * (1 - (during / ((before + after) / 2))));
            Figures.Note($"backup: {before:0} requests a second before, {during:0} during {seconds:0} s of it, {after:0} after: {slowdowns[^1]:0.0} %");
            before = after;
        }

        figures.Set("backup.slowdown", Numbers.Median(slowdowns));
        var drill = JsonDocument.Parse(await OpsAsync(ops, ["drill", "--json"], cancellationToken)).RootElement;
        figures.Set("backup.rpo", drill.GetProperty("recoveryPoint").GetDouble());
        figures.Set("backup.rto", drill.GetProperty("recoveryTime").GetDouble());
        Figures.Note($"backup: {load.Errors} requests failed");
    }

    /// <returns>How the role <c>backup</c> logs in.</returns>
    private static async Task<string> PrepareAsync(Stage stage, CancellationToken cancellationToken)
    {
        foreach (var statement in s_server)
        {
            await ExecuteAsync(stage.Superuser, statement, cancellationToken);
        }

        var login = new NpgsqlConnectionStringBuilder(stage.Superuser.ConnectionString) { Database = "backup", Password = stage.SuperuserPassword, Pooling = false };
        await using var inside = NpgsqlDataSource.Create(login);
        foreach (var statement in s_database)
        {
            await ExecuteAsync(inside, statement, cancellationToken);
        }

        return new NpgsqlConnectionStringBuilder(login.ConnectionString) { Username = "backup", Password = "of-the-bench" }.ConnectionString;
    }

    // In a list that nobody asks for, so that what is measured stays the same.
    private static async Task FillAsync(Stage stage, CancellationToken cancellationToken)
    {
        const string List = "insert into shopping_list (name, owner_id, created_at, updated_at) select 'Old', owner_id, now(), now() from shopping_list limit 1";
        const string Rows =
            """
            insert into item (list_id, name, comment, is_completed, owner_id, last_modified_by_id, created_at, updated_at, translations)
            select id, 'Something from before, number ' || n, repeat(md5(n::text), 8), true, owner_id, owner_id, now(), now(), '{}'
            from shopping_list, generate_series(1, 100000) n where name = 'Old'
            """;
        await ExecuteAsync(stage.Superuser, List, cancellationToken);
        await using var size = stage.Superuser.CreateCommand("select pg_database_size(current_database())");
        while ((long)(await size.ExecuteScalarAsync(cancellationToken))! < Size)
        {
            await ExecuteAsync(stage.Superuser, Rows, cancellationToken);
        }

        await ExecuteAsync(stage.Superuser, "vacuum analyze", cancellationToken);
        await ExecuteAsync(stage.Superuser, "checkpoint", cancellationToken);
        await using var waiting = stage.Superuser.CreateCommand("select count(*) from pg_ls_archive_statusdir() where name like '%.ready'");
        while ((long)(await waiting.ExecuteScalarAsync(cancellationToken))! > 1)
        {
            await Task.Delay(s_pause, cancellationToken);
        }
    }

    // The folder and the program come from backup.sh.
    private static Task<string> OpsAsync(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Command.RunAsync("dotnet", [Environment.GetEnvironmentVariable("FAMILYCART_BENCH_OPS") ?? throw new InvalidOperationException("It is run by tests/bench/backup.sh."), .. arguments], environment, cancellationToken);

    private static async Task ExecuteAsync(NpgsqlDataSource database, string statement, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(statement);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
