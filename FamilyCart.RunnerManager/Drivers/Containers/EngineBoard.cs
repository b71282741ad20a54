namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>What this host's engine said of itself last.</summary>
internal sealed class EngineBoard
{
    private EngineReport? _current;

    /// <summary>Gets it; null where there are no containers, or nothing was asked so far.</summary>
    public EngineReport? Current => Volatile.Read(ref _current);

    public void Show(EngineReport? report) => Volatile.Write(ref _current, report);
}
