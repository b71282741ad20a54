using Npgsql;

namespace FamilyCart.Ops.Drills;

/// <summary>Rows that say when the server last took one: what is newest after a restore tells how much was lost.</summary>
internal static class Heartbeats
{
    /// <summary>Makes their table unless it is there; the role <c>backup</c> owns its database.</summary>
    public const string Table = "create table if not exists heartbeat (at timestamptz primary key default clock_timestamp())";

    /// <summary>Adds one and removes those of more than a day ago.</summary>
    public const string Beat = "with old as (delete from heartbeat where at < now() - interval '1 day') insert into heartbeat default values";

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
