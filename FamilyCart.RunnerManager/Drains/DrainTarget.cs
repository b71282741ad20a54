namespace FamilyCart.RunnerManager.Drains;

/// <summary>What can be taken out of service.</summary>
internal enum DrainTarget
{
    /// <summary>A pool, by its name.</summary>
    Pool,

    /// <summary>A machine, by its name in the fleet.</summary>
    Host,

    /// <summary>One runner, by its registration's name; another takes its slot.</summary>
    Runner,
}
