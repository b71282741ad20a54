namespace FamilyCart.AppHost.Topology;

/// <summary>Which copy of the topology this is and how it runs: section <c>Topology</c>.</summary>
internal sealed record TopologyOptions
{
    /// <summary>Tells copies on one machine apart: lower-case letters, digits and dashes, 20 at most.</summary>
    public required string Name { get; init; }

    /// <summary>Added to every fixed port, 0 to <see cref="MaximumPortOffset"/>.</summary>
    public required int PortOffset { get; init; }

    public required RuntimePreference Runtime { get; init; }

    /// <summary>Absolute folder of all that outlives a run; null lets the AppHost choose.</summary>
    public required string? DataDirectory { get; init; }

    /// <summary>The highest base port, the dashboard's resource service, still fits below 65536.</summary>
    public const int MaximumPortOffset = 65535 - Ports.DashboardResourceService;
}

internal enum RuntimePreference
{
    Auto,
    Containers,
    Processes,
}

internal enum RuntimeKind
{
    Containers,
    Processes,
}
