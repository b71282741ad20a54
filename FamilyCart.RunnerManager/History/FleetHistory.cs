namespace FamilyCart.RunnerManager.History;

/// <summary>What the fleet did lately.</summary>
/// <param name="Steps">The life lines by registration: of the runners that are there, and of those that had the jobs below.</param>
/// <param name="Ended">The jobs that ended last, the last one first.</param>
internal sealed record FleetHistory(IReadOnlyDictionary<string, IReadOnlyList<LifeStep>> Steps, IReadOnlyList<EndedJob> Ended)
{
    public static FleetHistory None { get; } = new(new Dictionary<string, IReadOnlyList<LifeStep>>(), []);

    /// <returns>In the order in which they were taken; empty where nothing is known.</returns>
    public IReadOnlyList<LifeStep> Of(string runner) => Steps.GetValueOrDefault(runner) ?? [];
}
