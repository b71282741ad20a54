using FamilyCart.RunnerManager.Leases;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Leases;

public sealed class MemoryLeaseStoreTests : LeaseStoreContract
{
    private protected override ILeaseStore Store { get; } = new MemoryLeaseStore(new ManualTime());
}
