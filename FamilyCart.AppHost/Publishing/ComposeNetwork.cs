namespace FamilyCart.AppHost.Publishing;

/// <summary>The networks of what is published. Who shares none cannot reach each other.</summary>
internal enum ComposeNetwork
{
    /// <summary>The way out of the machine, and in through the gateway.</summary>
    Edge,

    /// <summary>Between the gateway and what it leads to; no way out.</summary>
    App,

    /// <summary>The database, Redis, and who alone may talk to them; no way out.</summary>
    Data,

    /// <summary>What runners and their builders may reach of this machine.</summary>
    Runners,

    /// <summary>Who watches, and what is watched.</summary>
    Monitoring,
}
