namespace FamilyCart.RunnerManager.Pools;

/// <summary>Which pool a deployment asks first.</summary>
internal enum PoolRole
{
    Primary,

    /// <summary>Stands in while no primary is healthy.</summary>
    Secondary,
}
