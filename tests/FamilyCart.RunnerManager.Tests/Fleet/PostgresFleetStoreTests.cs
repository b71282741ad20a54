using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Fleet;

public sealed class PostgresFleetStoreTests(PostgresFixture postgres) : FleetStoreContract, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private NpgsqlDataSource? _source;

    private protected override IFleetStore Store => new PostgresFleetStore(_source!);

    private protected override ILeaseStore Leases => new PostgresLeaseStore(_source!);

    private protected override void Later()
    {
    }

    public async Task InitializeAsync() => _source = await Database.SourceAsync(postgres);

    public async Task DisposeAsync() => await _source!.DisposeAsync();
}
