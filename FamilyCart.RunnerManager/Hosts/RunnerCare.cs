using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Storage;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>What a host does for one runner: one step further in its life, from what the store, the machine and GitHub say of it.</summary>
internal sealed partial class RunnerCare(
    [FromKeyedServices(ReservedDatabase.HostKey)] IFleetStore store, IRunnerDriver driver, IGitHub github, Minter minter, PoolSource pools, TimeProvider time, ILogger<RunnerCare> logger, EvidenceKeeper? evidence = null, ListenerExits? exits = null,
    KeptRegistrations? kept = null,
    DistributionVersion? distribution = null,
    ServerClock? clock = null)
{
    /// <returns>Whether it went a step further.</returns>
    public Task<bool> StepAsync(FleetRunner runner, Lease host, CancellationToken cancellationToken) => runner.State switch
    {
        RunnerState.Wanted => BeginAsync(runner, host, cancellationToken),
        RunnerState.Minted or RunnerState.Spawned or RunnerState.Listening or RunnerState.Busy => FollowAsync(runner, host, cancellationToken),
        _ => EndAsync(runner, host, cancellationToken),
    };
}
