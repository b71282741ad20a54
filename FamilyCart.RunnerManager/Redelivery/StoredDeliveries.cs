using Dapper;
using Npgsql;

namespace FamilyCart.RunnerManager.Redelivery;

/// <summary>What has arrived, whoever took it and whatever GitHub heard of it.</summary>
internal sealed class StoredDeliveries(NpgsqlDataSource database)
{
    private const string Sql = "select delivery_id from webhook_delivery where delivery_id = any(@ids)";

    /// <summary>Those of the given ones that are stored.</summary>
    /// <exception cref="NpgsqlException">The database cannot be read.</exception>
    public async Task<IReadOnlySet<Guid>> AmongAsync(IEnumerable<Guid> deliveries, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ids = deliveries.Distinct().ToArray();
        return (await connection.QueryAsync<Guid>(new CommandDefinition(Sql, new { ids }, cancellationToken: cancellationToken))).ToHashSet();
    }
}
