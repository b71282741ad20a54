using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Registrations;

/// <summary>
/// Removes registrations at GitHub that carry a name of this fleet and belong to none of its runners: offline, without a job, and so
/// for a while. Two fleets that share a scope therefore need pools of different names.
/// </summary>
internal sealed partial class RegistrationSweep(
    IGitHub github, IFleetStore store, PoolSource pools, RegistrationSettings settings, RegistrationMetrics metrics, TimeProvider time, ILogger<RegistrationSweep> logger)
{
    // GitHub's writes go out one a second, and registrations wait behind these.
    private const int MostAtOnce = 20;

    // Beyond it GitHub itself has removed what is offline.
    private static readonly TimeSpan s_memory = TimeSpan.FromDays(14);

    private readonly OrphanBook _orphans = new(settings.RegistrationAge);

    /// <summary>Looks once at every scope of the fleet, those of pools that are not configured any more too.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be read.</exception>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var known = await store.KnownPoolsAsync(s_memory, cancellationToken);
        var own = pools.Current.Select(pool => (pool.Name, pool.Scope))
            .Concat(from pool in known let scope = GitHubScope.TryParse(pool.Scope) where scope is not null select (pool.Pool, scope))
            .ToLookup(pool => pool.Item2, pool => pool.Item1);
        var left = MostAtOnce;
        foreach (var scope in own)
        {
            left -= await SweepAsync(scope.Key, scope.ToHashSet(StringComparer.Ordinal), left, cancellationToken);
        }
    }

    /// <summary>Begins anew: what was seen before may have changed while nobody looked.</summary>
    public void Forget() => _orphans.Clear();

    private async Task<int> SweepAsync(GitHubScope scope, HashSet<string> names, int most, CancellationToken cancellationToken)
    {
        var answer = await github.RunnersAsync(scope, cancellationToken);
        if (!answer.Try(out var listed, out var error))
        {
            LogNotListed(scope.Name, error.Fault, error.Detail);
            return 0;
        }

        // Read after the list: a runner has its row before it has its registration.
        var fleet = await store.LoadAsync(pools.Current, cancellationToken);
        var present = fleet.Runners.Select(runner => runner.RegisteredAs).Concat(await KeptAsync(fleet, cancellationToken)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var orphans = listed.Where(runner => IsIdle(runner) && !present.Contains(runner.Name) && RunnerNames.PoolOf(runner.Name) is { } pool && names.Contains(pool)).ToList();
        var old = _orphans.See(scope, orphans, time.GetUtcNow());
        foreach (var orphan in old.Take(most))
        {
            await RemoveAsync(scope, orphan, cancellationToken);
        }

        return Math.Min(old.Count, most);
    }

    // A host keeps a registration that stays for the next runner of its slot: that one may come soon, or only when its pool is in service
    // again, its host back, or its version not refused any more. It is over with what a younger one there has followed.
    private async Task<IEnumerable<string>> KeptAsync(FleetSnapshot fleet, CancellationToken cancellationToken)
    {
        var late = await store.FormerRegistrationsAsync(settings.RegistrationAge, cancellationToken);
        var persistent = fleet.Pools.Where(pool => pool.Persistent).ToDictionary(pool => pool.Name, pool => pool.Maximum, StringComparer.Ordinal);
        if (persistent.Count == 0)
        {
            return late.Select(former => former.Name);
        }

        var taken = fleet.Runners.Where(runner => runner.Registration is not null).Select(runner => (runner.Pool, runner.Slot, runner.Host)).ToHashSet();
        var youngest = (await store.FormerRegistrationsAsync(s_memory, cancellationToken)).DistinctBy(former => (former.Pool, former.Slot, former.Host));
        var waiting = youngest.Where(former => persistent.TryGetValue(former.Pool, out var maximum) && former.Slot <= maximum && !taken.Contains((former.Pool, former.Slot, former.Host)));
        return late.Concat(waiting).Select(former => former.Name);
    }

    private async Task RemoveAsync(GitHubScope scope, GitHubRunner orphan, CancellationToken cancellationToken)
    {
        // The list may be as old as its last page.
        var looked = await github.RunnerAsync(scope, orphan.Id, cancellationToken);
        if (!looked.Try(out var now, out _) || !IsIdle(now) || now.Name != orphan.Name)
        {
            return;
        }

        var removed = await github.RemoveRunnerAsync(scope, orphan.Id, cancellationToken);
        metrics.Count(removed.Error?.Fault.ToString().ToLowerInvariant() ?? "ok");
        if (removed.Error is { } error)
        {
            LogNotRemoved(orphan.Name, scope.Name, error.Fault, error.Detail);
        }
        else
        {
            LogRemoved(orphan.Name, scope.Name);
        }
    }

    private static bool IsIdle(GitHubRunner runner) => runner is { Online: false, Busy: false };

    [LoggerMessage(3360, LogLevel.Information, "Removed the registration of {Runner} in {Scope}, which was nobody's.")]
    private partial void LogRemoved(string runner, string scope);

    [LoggerMessage(3361, LogLevel.Warning, "The registration of {Runner} in {Scope}, which is nobody's, is not removed yet ({Fault}): {Detail}")]
    private partial void LogNotRemoved(string runner, string scope, GitHubFault fault, string detail);

    [LoggerMessage(3362, LogLevel.Warning, "The registrations of {Scope} cannot be compared with the fleet ({Fault}): {Detail}")]
    private partial void LogNotListed(string scope, GitHubFault fault, string detail);
}
