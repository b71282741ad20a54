namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A machine that carries runners.</summary>
/// <param name="Name">As its manager's configuration says.</param>
/// <param name="LostSince">Since when nothing was heard of its manager; null while it is alive.</param>
internal sealed record FleetHost(string Name, DateTimeOffset? LostSince)
{
    /// <summary>Whether runners may be started there.</summary>
    public bool IsAlive => LostSince is null;
}
