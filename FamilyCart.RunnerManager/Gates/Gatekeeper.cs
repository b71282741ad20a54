using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Storage;
using Npgsql;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>Says where a deployment may run, from this instance's own last look at the fleet. What is not known opens no gate.</summary>
internal sealed partial class Gatekeeper(
    FleetView view, LastStarts starts, PlanSettings plan, GateSettings settings, TimeProvider time, ILogger<Gatekeeper> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public async Task<GateVerdict> JudgeAsync(DeployEnvironment environment, CancellationToken cancellationToken)
    {
        if (view.Current is not { } picture || time.GetElapsedTime(picture.LookedAt) > settings.LongestAge)
        {
            return new GateVerdict(environment, null, []);
        }

        var pools = PoolJudge.Order(picture.Fleet.Pools, environment);
        if (await ReadStartsAsync(pools, cancellationToken) is not { } lastStarts)
        {
            return new GateVerdict(environment, null, []);
        }

        var judge = new PoolJudge(picture.Fleet, plan, lastStarts);
        var verdicts = pools.Select(judge.Judge).Select(verdict => (verdict, PoolSentence.Of(verdict, lastStarts.GetValueOrDefault(verdict.Pool.Name))));
        return new GateVerdict(environment, picture.Fleet, [.. verdicts]);
    }

    private async Task<IReadOnlyDictionary<string, LastStart>?> ReadStartsAsync(IReadOnlyList<Pool> pools, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await starts.ReadAsync(pools.Select(pool => pool.Name), limit.Token);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnreadable((exception as NpgsqlException)?.SqlState ?? exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(3202, LogLevel.Warning, "No gate opens, since the database cannot be read ({Reason}).")]
    private partial void LogUnreadable(string reason);
}
