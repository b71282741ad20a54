using Npgsql;

namespace FamilyCart.Ops.Drills;

/// <summary>Rows that say when the server last took one: what is newest after a restore tells how much was lost.</summary>
internal static class Heartbeats
{
    /// <summary>Makes their table unless it is there; the role <c>backup</c> owns its database.</summary>
    public const string Table = "create table if not exists heartbeat (at timestamptz primary key default clock_timestamp())";

    // Just after a row was committed, and before the next one: a replay stops at a moment only when something comes after it.
    private const string Moment =
        """
        select at + least((next - at) / 2, interval '1 second')
        from (select at, lead(at) over (order by at) as next from heartbeat where at > $1) as beat
        where next <= (select last_archived_time from pg_stat_archiver) order by random() limit 1
        """;

    /// <summary>Adds one and removes those of more than a month ago.</summary>
    public const string Beat = "with old as (delete from heartbeat where at < now() - interval '32 days') insert into heartbeat default values";

    /// <summary>A moment of the living server at which it took work, picked by chance among those that have reached the archive.</summary>
    /// <param name="connection">The living server's database with the rows.</param>
    /// <param name="from">Not before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null for none.</returns>
    public static async Task<DateTimeOffset?> AnyAsync(NpgsqlConnection connection, DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Moment, connection)
        {
            Parameters = { new NpgsqlParameter<DateTime> { TypedValue = from.UtcDateTime } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>The newest row's time by the server's clock; null for none.</summary>
    /// <param name="connection">The database with the rows.</param>
    /// <param name="until">Later ones do not count: what was archived while a restore went on would have been lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DateTimeOffset?> NewestAsync(NpgsqlConnection connection, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select max(at) from heartbeat where at <= $1", connection)
        {
            Parameters = { new NpgsqlParameter<DateTime> { TypedValue = until.UtcDateTime } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }
}
