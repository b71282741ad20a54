using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Fleet;

public sealed class MemoryFleetStoreTests : FleetStoreContract
{
    private readonly ManualTime _time = new();
    private readonly MemoryLeaseStore _leases;
    private readonly MemoryFleetStore _store;

    public MemoryFleetStoreTests()
    {
        _leases = new MemoryLeaseStore(_time);
        _store = new MemoryFleetStore(_leases, _time);
    }

    private protected override IFleetStore Store => _store;

    private protected override ILeaseStore Leases => _leases;

    private protected override void Later() => _time.Advance(TimeSpan.FromMilliseconds(1));
}
