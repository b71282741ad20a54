using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Leases;

public sealed class PostgresLeaseStoreTests(PostgresFixture postgres) : LeaseStoreContract, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private NpgsqlDataSource? _source;

    private protected override ILeaseStore Store => new PostgresLeaseStore(_source!);

    public async Task InitializeAsync() => _source = await Database.SourceAsync(postgres);

    public async Task DisposeAsync() => await _source!.DisposeAsync();
}
