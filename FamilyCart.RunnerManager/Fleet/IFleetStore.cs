using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>The fleet's memory. Whoever changes it shows a lease; a lease that has changed hands changes nothing.</summary>
internal interface IFleetStore
{
    /// <summary>All that a decision rests on, as of one moment.</summary>
    Task<FleetSnapshot> LoadAsync(IReadOnlyList<Pool> pools, CancellationToken cancellationToken);

    /// <summary>Carries out a plan whole, or not at all.</summary>
    /// <returns>False when the lease is not the leader's any more.</returns>
    Task<bool> ApplyAsync(FleetPlan plan, Lease leader, CancellationToken cancellationToken);

    /// <summary>Takes note of what GitHub said of jobs, in any order and any number of times.</summary>
    Task RecordAsync(IReadOnlyList<GitHubJob> jobs, CancellationToken cancellationToken);

    /// <summary>The runners of a host that are not gone, those that hold no slot too.</summary>
    Task<IReadOnlyList<FleetRunner>> RunnersOfAsync(string host, CancellationToken cancellationToken);

    /// <summary>Moves a runner on.</summary>
    /// <param name="step">From where to where.</param>
    /// <param name="host">The lease of the host that carries it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the runner was not where the step begins, or the lease has changed hands.</returns>
    Task<bool> AdvanceAsync(RunnerStep step, Lease host, CancellationToken cancellationToken);

    /// <summary>Notes which runners are doubted: since now, unless they were before.</summary>
    /// <param name="doubt">Of what kind.</param>
    /// <param name="among">The ids of those that were looked at; the others stay as they are.</param>
    /// <param name="doubted">Those of them that are doubted. The rest are not, any more.</param>
    /// <param name="lease">The leader's, or the host's; one that changed hands changes nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task MarkAsync(RunnerDoubt doubt, IReadOnlyCollection<long> among, IReadOnlyCollection<long> doubted, Lease lease, CancellationToken cancellationToken);
}
