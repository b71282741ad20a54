using Dapper;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Leases;

/// <summary>Leases in PostgreSQL, whose clock is the only one that counts.</summary>
internal sealed class PostgresLeaseStore([FromKeyedServices(ReservedDatabase.Key)] NpgsqlDataSource database) : ILeaseStore
{
    // The second part answers when somebody else holds it. Both see the same moment, so a lease that changes hands between them is
    // seen by neither; whoever then gets no row asks again.
    private const string TakeSql = """
        with taken as (
            insert into lease as held (name, holder, epoch, taken_at, expires_at)
            values (@name, @holder, 1, clock_timestamp(), clock_timestamp() + @duration)
            on conflict (name) do update
            set holder = excluded.holder,
                epoch = held.epoch + case when held.holder = excluded.holder then 0 else 1 end,
                taken_at = case when held.holder = excluded.holder then held.taken_at else excluded.taken_at end,
                expires_at = clock_timestamp() + @duration
            where held.holder = excluded.holder or held.expires_at <= clock_timestamp()
            returning name, holder, epoch, expires_at)
        select name, holder, epoch, expires_at from taken
        union all
        select name, holder, epoch, expires_at from lease where name = @name and not exists (select from taken)
        """;

    private const string ReleaseSql = "update lease set expires_at = clock_timestamp() where name = @name and holder = @holder";

    public async Task<Lease> TakeAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        while (true)
        {
            var command = new CommandDefinition(TakeSql, new { name, holder, duration }, cancellationToken: cancellationToken);
            if (await connection.QueryFirstOrDefaultAsync<Row>(command) is { } row)
            {
                return new Lease(row.Name, row.Holder, row.Epoch, new DateTimeOffset(row.ExpiresAt, TimeSpan.Zero));
            }
        }
    }

    public async Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(ReleaseSql, new { name, holder }, cancellationToken: cancellationToken));
    }

    private sealed record Row(string Name, string Holder, long Epoch, DateTime ExpiresAt);
}
