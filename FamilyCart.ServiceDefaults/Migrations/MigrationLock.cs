using System.Data;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

// Held by the connection's session, so that it ends with the process however that dies. Advisory locks belong to one database.
internal static class MigrationLock
{
    // "FamCart" in ASCII.
    private const long Key = 0x46616D43617274;

    public static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Key } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    // However long another replica's migration takes.
    public static async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = Key } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Never throws for a connection that was lost: with it the lock is gone, and what was lost with it is the fault to report.
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
