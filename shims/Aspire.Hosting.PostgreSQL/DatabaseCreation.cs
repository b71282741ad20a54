using Npgsql;

namespace Aspire.Hosting;

internal static class DatabaseCreation
{
    /// <summary>Makes the database unless there is one; a fault is told in the database's log and shows in its health.</summary>
    public static async Task EnsureAsync(
        PostgresServerResource server, PostgresDatabaseResource database, IServiceProvider services, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(database);
        try
        {
            var connection = new NpgsqlConnection(await ((IResourceWithConnectionString)server).GetConnectionStringAsync(cancellationToken).ConfigureAwait(false));
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                var script = database.Annotations.OfType<CreationScriptAnnotation>().LastOrDefault()?.Script
                    ?? $"CREATE DATABASE \"{database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
                var command = new NpgsqlCommand(script, connection);
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            logger.LogDebug("Database '{Database}' already exists.", database.DatabaseName);
        }
        catch (NpgsqlException fault)
        {
            logger.LogError(fault, "Failed to create database '{Database}'.", database.DatabaseName);
        }
    }
}

internal sealed record CreationScriptAnnotation(string Script) : IResourceAnnotation;

/// <summary>Healthy where one can log in.</summary>
internal sealed class PostgresHealthCheck(IResourceWithConnectionString resource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = new NpgsqlConnection(await resource.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false));
            await using (connection.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                return HealthCheckResult.Healthy();
            }
        }
        catch (NpgsqlException fault)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, fault.Message);
        }
    }
}
