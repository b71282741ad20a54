namespace FamilyCart.Gateway.Deployments;

/// <summary>Where a deployment is. Without one the gateway is idle.</summary>
internal enum DeploymentPhase
{
    /// <summary>The new slot is asked for its health and for one real answer; it gets nobody's requests.</summary>
    Probing,

    /// <summary>The new slot gets a share of the clients, and is compared with the old one.</summary>
    Canary,

    /// <summary>The new slot gets all; the old one stays warm, so that going back takes no time.</summary>
    Promoted,

    /// <summary>The old slot finishes what it has, and asks its sockets to connect again.</summary>
    Draining,

    /// <summary>The old slot gets all again; the new one finishes what it has.</summary>
    RolledBack,
}
