namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>This host's container engine, for those who look at the manager.</summary>
/// <param name="Name">Such as <c>Docker</c> or <c>Podman</c>; null while it does not answer.</param>
/// <param name="Version">Its own; null while it does not answer.</param>
/// <param name="Obstacle">Why it cannot be used now; null while it can.</param>
/// <param name="LimitsObstacle">Why it does not hold containers to their limits; null while it does, as far as it says.</param>
internal sealed record EngineReport(string? Name, string? Version, string? Obstacle, string? LimitsObstacle);
