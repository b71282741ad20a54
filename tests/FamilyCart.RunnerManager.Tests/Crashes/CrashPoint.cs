using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>Holds the database still in the very statement that takes a runner a step further, so that a crash can be put there.</summary>
internal sealed class CrashPoint : IAsyncDisposable
{
    private const string Install = """
        create table crash_point (state text not null);
        create function reach_crash_point() returns trigger language plpgsql security definer as $$
        begin
            if exists (select from crash_point where state = case tg_table_name when 'runner' then 'retiring' else new.state end) then
                perform pg_advisory_xact_lock_shared(5);
            end if;
            return new;
        end $$;
        create trigger crash_step before insert on runner_step for each row execute function reach_crash_point();
        create trigger crash_retire before update on runner for each row when (new.retiring and not old.retiring) execute function reach_crash_point();
        """;

    private const string Waiting = "select pid from pg_locks where locktype = 'advisory' and not granted and objid = 5 and database = (select oid from pg_database where datname = current_database())";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlDataSource _managers;
    private NpgsqlConnection? _holder;

    // Who breaks a manager's connection has to be of its role.
    private CrashPoint(PostgresDatabase database) =>
        (_database, _managers) = (NpgsqlDataSource.Create(database.OwnerConnectionString), NpgsqlDataSource.Create(database.RuntimeConnectionString));

    public static async Task<CrashPoint> InstallAsync(PostgresDatabase database)
    {
        var point = new CrashPoint(database);
        await point.ExecuteAsync(Install);
        return point;
    }

    /// <summary>From now on nothing gets past this step: a state of a runner, or <c>retiring</c>.</summary>
    public async Task SetAsync(string step)
    {
        _holder = await _database.OpenConnectionAsync();
        await using (var hold = new NpgsqlCommand("select pg_advisory_lock(5)", _holder))
        {
            await hold.ExecuteNonQueryAsync();
        }

        await ExecuteAsync($"insert into crash_point values ('{step}')");
    }

    /// <summary>Waits until somebody is about to take the step.</summary>
    public async Task ReachedAsync()
    {
        using var limit = new CancellationTokenSource(s_patience);
        await using var command = _database.CreateCommand(Waiting);
        while (await command.ExecuteScalarAsync(limit.Token) is null)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Lets everything go on.</summary>
    /// <param name="taken">Whether the step that waits is taken; otherwise it never happened, as when the connection breaks first.</param>
    public async Task ReleaseAsync(bool taken)
    {
        await ExecuteAsync("delete from crash_point");
        if (!taken)
        {
            await using var terminate = _managers.CreateCommand($"select pg_terminate_backend(pid) from ({Waiting}) as waiting");
            await terminate.ExecuteNonQueryAsync();
        }

        await using (var release = new NpgsqlCommand("select pg_advisory_unlock(5)", _holder))
        {
            await release.ExecuteNonQueryAsync();
        }

        await _holder!.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _managers.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
