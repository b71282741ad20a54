namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>A crash at a step of a runner's life.</summary>
/// <param name="Step">The step: the state that the runner goes to, or <c>retiring</c>.</param>
/// <param name="Manager">Whether the manager is killed.</param>
/// <param name="Listener">Whether the listener is killed.</param>
/// <param name="Taken">Whether the step was still noted; otherwise all is as if it had not come so far.</param>
internal sealed record RunnerCrash(string Step, bool Manager, bool Listener, bool Taken)
{
    /// <summary>The steps, in the order of a life.</summary>
    public static readonly IReadOnlyList<string> Steps = ["wanted", "minted", "spawned", "listening", "busy", "finished", "gone", "retiring"];

    /// <summary>Every crash that there can be: a listener is there from spawned to busy.</summary>
    public static IReadOnlyList<RunnerCrash> All { get; } =
    [
        .. from step in Steps
           from manager in (bool[])[true, false]
           from listener in (bool[])[true, false]
           where (manager || listener) && (!listener || step is "spawned" or "listening" or "busy")
           from taken in (bool[])[true, false]
           select new RunnerCrash(step, manager, listener, taken),
    ];

    /// <summary>One crash for each step, by the seed.</summary>
    public static IReadOnlyList<RunnerCrash> OneAStep(int seed)
    {
        var random = new Random(seed);
        return [.. All.GroupBy(crash => crash.Step).Select(crashes => crashes.ElementAt(random.Next(crashes.Count())))];
    }
}
