namespace FamilyCart.RunnerManager.Overview;

/// <summary>A host for programs.</summary>
/// <param name="Name">Its name in the fleet.</param>
/// <param name="Alive">Whether its manager is heard of.</param>
/// <param name="LostSince">Null while it is alive.</param>
/// <param name="Drained">Null while it is in service.</param>
internal sealed record HostOverview(string Name, bool Alive, DateTimeOffset? LostSince, DrainOverview? Drained);
