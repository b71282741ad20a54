using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>
/// Judges pools by evidence: what the planner would do with one more job there, which runners listen or work on hosts that are alive
/// now, and, where none does, how the last start went.
/// </summary>
/// <remarks>A host counts as lost here as soon as its lease has run out; the planner waits a little longer before it gives up runners.</remarks>
internal sealed class PoolJudge(FleetSnapshot fleet, PlanSettings settings, IReadOnlyDictionary<string, LastStart> lastStarts)
{
    // Of a pool without idle runners nothing else would ever tell that it has recovered.
    private static readonly TimeSpan s_memory = TimeSpan.FromMinutes(10);

    // No job of GitHub's has such an id.
    private const long QuestionId = -1;

    private readonly HashSet<string> _alive = fleet.Hosts.Where(host => host.IsAlive).Select(host => host.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The pools of an environment in the order in which a deployment asks them.</summary>
    public static IReadOnlyList<Pool> Order(IEnumerable<Pool> pools, DeployEnvironment environment) =>
    [
        .. pools.Where(pool => pool.Environment == environment)
            .OrderBy(pool => pool.Role).ThenByDescending(pool => pool.Priority).ThenBy(pool => pool.Name, StringComparer.Ordinal),
    ];

    public PoolVerdict Judge(Pool pool)
    {
        if (pool is { Environment: DeployEnvironment.Production, AuthorizedForProd: false })
        {
            return new(pool, PoolObstacle.NotAuthorized, null, 0, 0);
        }

        if (pool.Environment == DeployEnvironment.Production && fleet.Pools.Any(other => !other.AuthorizedForProd && CouldServe(other, pool)))
        {
            return new(pool, PoolObstacle.LabelsShared, null, 0, 0);
        }

        if (!_alive.Any(pool.MayUse))
        {
            return new(pool, PoolObstacle.NoHost, null, 0, 0);
        }

        var plan = FleetPlanner.Plan(AskFor(pool), settings);
        var wait = plan.Waits.Single(wait => wait.JobId == QuestionId);
        var ending = plan.Endings.Select(ending => ending.Runner).ToHashSet();
        var counted = fleet.Runners.Where(runner => runner.Pool == pool.Name && !runner.Retiring && _alive.Contains(runner.Host) && !ending.Contains(runner.Id)).ToList();
        var listening = counted.Count(runner => runner.State == RunnerState.Listening);
        var busy = counted.Count(runner => runner.State == RunnerState.Busy);
        return new(pool, ObstacleOf(pool, wait, listening + busy), wait, listening, busy);
    }

    /// <summary>Whether a job that asks for a pool's labels might run in the other one.</summary>
    public static bool CouldServe(Pool other, Pool pool) =>
        other.Name != pool.Name && pool.Labels.All(other.Labels.Contains) && Meet(other.Scope, pool.Scope);

    private PoolObstacle? ObstacleOf(Pool pool, Wait wait, int present) => (wait.Reason, present, lastStarts.GetValueOrDefault(pool.Name)) switch
    {
        (not (WaitReason.RunnerListening or WaitReason.RunnerStarting or WaitReason.PoolFull), _, _) => PoolObstacle.TakesNoJob,
        (_, > 0, _) => null,
        (_, _, null) => PoolObstacle.NeverListened,
        (_, _, { Listened: false } last) when fleet.Now - last.EndedAt < s_memory => PoolObstacle.LastStartFailed,
        _ => null,
    };

    // As if there were this pool alone, and the deployment's job queued in it behind those that wait already.
    private FleetSnapshot AskFor(Pool pool)
    {
        var repository = pool.Scope.Kind == ScopeKind.Repository ? pool.Scope.Name : $"{pool.Scope.Name}/any";
        var job = new GitHubJob(repository, QuestionId, 0, 1, "deployment", null, null, GitHubJobStatus.Queued, null, pool.Labels, null, null, fleet.Now, null, null);
        return fleet with { Pools = [pool], Jobs = [.. fleet.Jobs, new FleetJob(job, fleet.Now, fleet.Now)] };
    }

    // Which repositories an enterprise has is known to GitHub alone.
    private static bool Meet(GitHubScope one, GitHubScope other) =>
        one.Kind == ScopeKind.Enterprise || other.Kind == ScopeKind.Enterprise
        || one.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) || one.Covers(other.Name) || other.Covers(one.Name);
}
