using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drains;

/// <summary>Takes operators' requests: finds what they name, and notes what they want.</summary>
internal sealed partial class DrainDesk(IFleetStore store, PoolSource pools, ILogger<DrainDesk> logger)
{
    /// <param name="action">The request; a runner is named by its slot, such as <c>uat-runner-1</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when the fleet has nothing of that name.</returns>
    public async Task<DrainAnswer?> TakeAsync(OperatorAction action, CancellationToken cancellationToken)
    {
        var fleet = await store.LoadAsync(pools.Current, cancellationToken);
        if (Find(fleet, action.Target, action.Name) is not { } name)
        {
            return null;
        }

        var changed = await store.OperateAsync(action with { Name = name }, cancellationToken);
        LogTaken(action.Operator, action.Verb, action.Target, name, changed, action.Reason ?? "no reason given");
        return new DrainAnswer(Words.Of(action.Target), action.Name, action.Verb == OperatorVerb.Drain, changed, DrainSentence.Of(action, changed));
    }

    // What was drained and has vanished from the configuration since can still be resumed.
    private static string? Find(FleetSnapshot fleet, DrainTarget target, string name) => target switch
    {
        DrainTarget.Pool => fleet.Pools.Any(pool => pool.Name == name) || fleet.DrainOf(target, name) is not null ? name : null,
        DrainTarget.Host => fleet.Hosts.Any(host => host.Name == name) || fleet.DrainOf(target, name) is not null ? name : null,
        _ => fleet.Runners.FirstOrDefault(runner => runner.HoldsSlot && fleet.Pools.Any(pool => pool.Name == runner.Pool && pool.SlotName(runner.Slot) == name))?.Name,
    };

    [LoggerMessage(3250, LogLevel.Information, "Operator {Operator} asks to {Verb} the {Target} {Name} (changed: {Changed}): {Reason}")]
    private partial void LogTaken(string @operator, OperatorVerb verb, DrainTarget target, string name, bool changed, string reason);
}
