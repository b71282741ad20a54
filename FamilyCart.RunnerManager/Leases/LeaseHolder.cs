namespace FamilyCart.RunnerManager.Leases;

/// <summary>This process's name in leases; a restarted manager is another holder.</summary>
/// <param name="Name">The host's name and eight letters.</param>
internal sealed record LeaseHolder(string Name)
{
    /// <param name="host">The host's name.</param>
    public static LeaseHolder New(string host) => new($"{host}/{Guid.NewGuid().ToString("N")[..8]}");
}
