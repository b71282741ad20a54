using FamilyCart.ServiceDefaults.Postgres;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

internal sealed class MigrationsCheck(MigrationFiles files, NpgsqlDataSource database) : IHealthCheck
{
    public const string Name = "migrations";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return await MigrationTable.ExistsAsync(connection, cancellationToken)
                ? Judge(MigrationPlan.Of(files, await MigrationTable.ReadAsync(connection, cancellationToken)))
                : HealthCheckResult.Unhealthy($"No migration was ever applied; {files.All.Count} are pending.");
        }
        catch (NpgsqlException exception)
        {
            return HealthCheckResult.Unhealthy(DatabaseFault.Describe(exception));
        }
    }

    // A database that is ahead is normal while the other slot is already the next version.
    private HealthCheckResult Judge(MigrationPlan plan) => plan switch
    {
        { Faults.Count: > 0 } => HealthCheckResult.Unhealthy(string.Join(' ', plan.Faults)),
        { Pending.Count: > 0 } => HealthCheckResult.Unhealthy($"Pending: {string.Join(", ", plan.Pending.Select(file => file.Name))}."),
        { Ahead.Count: > 0 } => HealthCheckResult.Healthy($"The schema is {plan.Ahead.Count} ahead of {files.All[^1].Name}."),
        _ => HealthCheckResult.Healthy($"The schema is at {files.All[^1].Name}."),
    };
}
