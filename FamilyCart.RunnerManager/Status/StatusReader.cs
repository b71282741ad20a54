using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;
using Npgsql;

namespace FamilyCart.RunnerManager.Status;

/// <summary>Reads the manager's status from its database, in one statement whose parts each find their own index.</summary>
internal sealed class StatusReader(NpgsqlDataSource database, PoolSource pools, ControlGroups groups, DistributionVersion distribution, EngineBoard engine)
{
    private const string Sql = """
        select (select count(*) from webhook_delivery),
               (select count(*) from webhook_delivery where processed_at is null),
               (select max(received_at) from webhook_delivery)
        """;

    /// <exception cref="NpgsqlException">The database cannot be read.</exception>
    public async Task<ManagerStatus> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        DateTimeOffset? lastReceivedAt = await row.IsDBNullAsync(2, cancellationToken)
            ? null
            : await row.GetFieldValueAsync<DateTimeOffset>(2, cancellationToken);
        return new ManagerStatus(
            ThisProcess.Version,
            ThisProcess.StartedAt,
            pools.Current.Count,
            new DeliveryCounts(row.GetInt64(0), row.GetInt64(1), lastReceivedAt))
        {
            LimitsObstacle = groups.Obstacle,
            Distribution = DistributionStatus.Of(distribution.Process.Current, distribution.Process.Verdict),
            Image = DistributionStatus.Of(distribution.Image.Current, distribution.Image.Verdict),
            Engine = engine.Current,
        };
    }
}
