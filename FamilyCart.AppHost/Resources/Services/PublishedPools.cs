using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>The pools of a published runner manager: those that whoever publishes names, and the default one of three runners where it is named or no other is.</summary>
internal static class PublishedPools
{
    private const string Section = "Pools";

    /// <summary>The variables of the manager, without the default pool's scope where that is asked for.</summary>
    /// <param name="configuration">Of the AppHost; of its other sections nothing is taken, since what is published is no place for secrets.</param>
    /// <param name="name">The default pool's.</param>
    /// <param name="labels">The default pool's, unless others are given.</param>
    public static IReadOnlyDictionary<string, string> Of(IConfiguration configuration, string name, string labels)
    {
        var variables = configuration.GetSection(Section).AsEnumerable()
            .Where(pair => pair.Value is not null)
            .ToDictionary(pair => Variable(pair.Key), pair => pair.Value!, StringComparer.OrdinalIgnoreCase);
        if (IsDefaultThere(configuration, name))
        {
            variables.TryAdd(Variable($"{Section}:{name}:Labels"), labels);
            variables.TryAdd(Variable($"{Section}:{name}:MinimumIdle"), "1");
            variables.TryAdd(Variable($"{Section}:{name}:Maximum"), "3");
        }

        // The published manager has no distribution of the runner, and no rights to start processes of other users: its runners are containers.
        foreach (var pool in variables.Keys.Select(PoolOf).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
        {
            variables.TryAdd(Variable($"{Section}:{pool}:Driver"), "container");
        }

        return variables;
    }

    /// <summary>Whether there is the default pool, and nobody said where its runners are registered.</summary>
    public static bool AskForScope(IConfiguration configuration, string name) =>
        IsDefaultThere(configuration, name) && string.IsNullOrEmpty(configuration[$"{Section}:{name}:Scope"]);

    private static bool IsDefaultThere(IConfiguration configuration, string name)
    {
        var pools = configuration.GetSection(Section).GetChildren().ToList();
        return pools.Count == 0 || pools.Exists(pool => pool.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string PoolOf(string variable) => variable.Split("__")[1];

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
