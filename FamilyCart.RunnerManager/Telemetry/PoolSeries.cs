using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Telemetry;

/// <summary>How pools are told: by slot as long as that stays few series, beyond as a whole.</summary>
internal static class PoolSeries
{
    /// <summary>Beyond it a pool is told as a whole: a thousand runners must not be a thousand series.</summary>
    public const int LargestPoolBySlot = 32;

    /// <summary>Slots of all pools together that are told one by one; the smallest pools come first.</summary>
    public const int MostSlots = 64;

    /// <summary>The names of the pools that are told by slot.</summary>
    public static IReadOnlySet<string> BySlot(IEnumerable<Pool> pools)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var left = MostSlots;
        foreach (var pool in pools.Where(pool => pool.Maximum <= LargestPoolBySlot).OrderBy(pool => pool.Maximum).ThenBy(pool => pool.Name, StringComparer.Ordinal))
        {
            left -= pool.Maximum;
            if (left < 0)
            {
                break;
            }

            names.Add(pool.Name);
        }

        return names;
    }

    /// <summary>What every series of a pool says of it.</summary>
    public static KeyValuePair<string, object?>[] Labels(Pool pool) =>
    [
        new("pool", pool.Name),
        new("role", pool.Role.ToString().ToLowerInvariant()),
        new("environment", pool.Environment.ToString().ToLowerInvariant()),
        new("authorized_for_prod", pool.AuthorizedForProd ? "true" : "false"),
    ];
}
