namespace FamilyCart.AppHost.Resources.Registry;

/// <summary>Settings of section <c>RegistryCache</c>.</summary>
internal sealed record RegistryCacheOptions
{
    /// <summary>The registry whose images are kept; null for no cache.</summary>
    public required string? Upstream { get; init; }

    /// <summary>The address that the cache listens on; one of a container network's, for builders that have no way to loopback.</summary>
    public required string Address { get; init; }

    /// <summary>Whether other than this machine's own processes may reach it.</summary>
    public bool IsReachable => !Address.StartsWith("127.", StringComparison.Ordinal);
}
