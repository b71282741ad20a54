using System.Data;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

/// <summary>
/// The lock that one migration, import or seed of a database holds at a time. It belongs to the connection's session, so that it
/// ends with the process however that dies.
/// </summary>
public static class MigrationLock
{
    // "FamCart" in ASCII.
    private const long Key = 0x46616D43617274;

    /// <summary>Takes the lock unless somebody else has it.</summary>
    /// <param name="connection">Open; stays the holder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the lock was free.</returns>
    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Key } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Waits for the lock, however long another replica's migration takes.</summary>
    /// <param name="connection">Open; stays the holder.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = Key } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Gives the lock back. Never throws for a connection that was lost: with it the lock is gone, and what was lost with it is the
    /// fault to report.
    /// </summary>
    /// <param name="connection">The holder.</param>
    public static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            return;
        }

        try
        {
            await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = Key } } };
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // Lost just now.
        }
    }
}
