namespace FamilyCart.RunnerManager.Signals;

/// <summary>Whom a change concerns.</summary>
internal enum FleetTopic
{
    /// <summary>Whoever processes deliveries.</summary>
    Deliveries,

    /// <summary>Whoever decides.</summary>
    Leader,

    /// <summary>Whoever carries runners.</summary>
    Hosts,
}
