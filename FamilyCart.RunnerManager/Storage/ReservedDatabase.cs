namespace FamilyCart.RunnerManager.Storage;

/// <summary>
/// Connections that no request can take: with them leases are renewed, changes heard of, the fleet decided for, and runners carried.
/// However many requests wait for the database, they cost the leader and the host nothing, and no lease of a workflow expires unnoticed.
/// </summary>
internal static class ReservedDatabase
{
    /// <summary>By which services ask for it.</summary>
    public const string Key = "reserved";

    /// <summary>Two held leases, one listener, one decision, one look for what expired, and one to spare.</summary>
    public const int Connections = 6;

    /// <summary>By which a host's own work asks for connections: however many runners take a step at once, they keep no lease waiting.</summary>
    public const string HostKey = "host";

    /// <summary>Each is one runner's step for some milliseconds.</summary>
    public const int HostConnections = 4;
}
