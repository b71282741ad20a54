namespace FamilyCart.RunnerManager.Planning;

/// <summary>What the leader decided from one snapshot.</summary>
/// <param name="Starts">Runners that shall be.</param>
/// <param name="Endings">Runners that shall not be.</param>
/// <param name="Waits">Why each job that is not running waits, in the jobs' order.</param>
internal sealed record FleetPlan(IReadOnlyList<Start> Starts, IReadOnlyList<Ending> Endings, IReadOnlyList<Wait> Waits)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool ChangesNothing => Starts.Count == 0 && Endings.Count == 0;
}
