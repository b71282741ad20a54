using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Postgres;

internal sealed class DatabaseCheck(NpgsqlDataSource database) : IHealthCheck
{
    public const string Name = "database";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy("The database answers.");
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy(DatabaseFault.Describe(exception));
        }
    }
}
