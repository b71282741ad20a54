using FamilyCart.RunnerManager.Drains;
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

    /// <summary>Notes which runners are doubted: since now, unless they were before; of phantoms also that it was said now.</summary>
    /// <param name="doubt">Of what kind.</param>
    /// <param name="among">The ids of those that were looked at; the others stay as they are.</param>
    /// <param name="doubted">Those of them that are doubted. The rest are not, any more.</param>
    /// <param name="lease">The leader's, or the host's; one that changed hands changes nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task MarkAsync(RunnerDoubt doubt, IReadOnlyCollection<long> among, IReadOnlyCollection<long> doubted, Lease lease, CancellationToken cancellationToken);

    /// <summary>Asks whether a runner of a pool may be registered now.</summary>
    /// <param name="pool">The pool's name.</param>
    /// <param name="mark">Differs when something else is asked for than what was refused, or by another credential.</param>
    /// <param name="patience">For how long nobody else tries after <see cref="MintTurn.Probe"/>.</param>
    /// <param name="host">The lease of the host that asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<MintTurn> TakeMintTurnAsync(string pool, string mark, TimeSpan patience, Lease host, CancellationToken cancellationToken);

    /// <summary>Takes note that GitHub did not register a runner; several at once count as one.</summary>
    Task RefuseAsync(MintRefusal refusal, Lease host, CancellationToken cancellationToken);

    /// <summary>Takes note that GitHub registers runners for a pool.</summary>
    Task AllowAsync(string pool, Lease host, CancellationToken cancellationToken);

    /// <summary>The pools of all runners that are not gone, or not for so long.</summary>
    Task<IReadOnlyList<KnownPool>> KnownPoolsAsync(TimeSpan age, CancellationToken cancellationToken);

    /// <summary>The registrations that stay, of the runners that are gone and not for so long: their hosts may keep them for the next. The youngest come first.</summary>
    Task<IReadOnlyList<FormerRegistration>> FormerRegistrationsAsync(TimeSpan age, CancellationToken cancellationToken);

    /// <summary>Takes note of what an operator asks for, and wakes the leader.</summary>
    /// <returns>False when it is so already; whoever made it so first stays named.</returns>
    Task<bool> OperateAsync(OperatorAction action, CancellationToken cancellationToken);
}
