namespace FamilyCart.RunnerManager.Usage;

/// <summary>The last look at this host's runners, for the metrics.</summary>
internal sealed class UsageBoard
{
    private IReadOnlyList<RunnerUse> _current = [];

    public IReadOnlyList<RunnerUse> Current => Volatile.Read(ref _current);

    public void Show(IReadOnlyList<RunnerUse> uses) => Volatile.Write(ref _current, uses);
}
