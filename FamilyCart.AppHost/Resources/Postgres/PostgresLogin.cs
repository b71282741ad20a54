using Npgsql;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>Whether a role can really log in and be answered.</summary>
internal static class PostgresLogin
{
    private const int TimeoutSeconds = 3;

    /// <returns>Null when the login works; otherwise the server's or the network's own words, which hold no password.</returns>
    public static async Task<string?> TryAsync(string? connectionString, CancellationToken cancellationToken)
    {
        if (connectionString is null)
        {
            return "it has no connection string yet";
        }

        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = TimeoutSeconds, CommandTimeout = TimeoutSeconds };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (NpgsqlException exception)
        {
            return (exception.InnerException ?? exception).Message;
        }
    }
}
