namespace FamilyCart.Gateway.Deployments;

/// <summary>New requests wait at the door, such as for a migration.</summary>
/// <param name="By">The name of the token that asked for it.</param>
/// <param name="Since">From when.</param>
/// <param name="Until">It ends by itself then, since nobody waits for longer.</param>
internal sealed record TrafficPause(string By, DateTimeOffset Since, DateTimeOffset Until);
