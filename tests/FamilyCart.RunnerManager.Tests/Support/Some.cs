using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>Ordinary pools, jobs and runners, of which a test names only what matters to it.</summary>
internal static class Some
{
    public const string Repository = "family/cart";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Pool Pool(
        string name = "uat", int minimumIdle = 0, int maximum = 3, int priority = 0, PoolRole role = PoolRole.Primary, string scope = Repository, string[]? labels = null, string[]? hosts = null) => new(
            name, GitHubScope.TryParse(scope)!, labels ?? ["linux", "self-hosted"], null, minimumIdle, maximum, role, DeployEnvironment.Uat, false, priority, RunnerDriver.Process, hosts ?? [], new RunnerLimits(1 << 30, 1));

    public static GitHubJob Job(long id = 1, GitHubJobStatus status = GitHubJobStatus.Queued, string[]? labels = null, string repository = Repository, string? runner = null, string? conclusion = null, long runnerId = 7) => new(
        repository, id, 100 + id, 1, "build", "ci", "main", status, conclusion, labels ?? ["self-hosted"], runner is null ? null : runnerId, runner, Now, null, null);

    public static FleetJob Queued(long id = 1, TimeSpan ago = default, string[]? labels = null, string repository = Repository) => new(Job(id, GitHubJobStatus.Queued, labels, repository), Now - ago, Now - ago);

    public static FleetRunner Runner(long id, RunnerState state, TimeSpan ago = default, int? slot = null, string pool = "uat", string host = "here", bool retiring = false) => new(
        id, pool, slot ?? (int)id, host, $"{pool}-{slot ?? id}-x{id}", state, Now - ago, retiring, state > RunnerState.Wanted ? 1000 + id : null, null);

    public static FleetSnapshot Fleet(IReadOnlyList<Pool>? pools = null, IReadOnlyList<FleetJob>? jobs = null, IReadOnlyList<FleetRunner>? runners = null, IReadOnlyList<FleetHost>? hosts = null) =>
        new(Now, pools ?? [Pool()], hosts ?? [new FleetHost("here", null)], jobs ?? [], runners ?? []);

    public static ProcessDriverSettings DriverSettings(string? distribution, string folder, int firstUserId) => new(distribution, folder, firstUserId);

    public static FleetSnapshot Drained(this FleetSnapshot fleet, params (DrainTarget Target, string Name)[] drains) =>
        fleet with { Drains = [.. drains.Select(drain => new Drain(drain.Target, drain.Name, "ann", null, Now))] };

    public static FleetPlan Starts(params Start[] starts) => new(starts, [], []);

    public static FleetPlan Endings(params Ending[] endings) => new([], endings, []);

    public static Task<Lease> LeaseAsync(this ILeaseStore store, string name, string holder = "me", TimeSpan? duration = null) =>
        store.TakeAsync(name, holder, duration ?? TimeSpan.FromHours(1), CancellationToken.None);
}
