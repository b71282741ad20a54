using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>Whose a container or network is: its labels and its name say the same, or it is not ours and stays as it is.</summary>
internal static partial class ContainerLabels
{
    public const string BuilderSuffix = "-builder";

    private const string Fleet = "familycart.fleet";
    private const string Runner = "familycart.runner";
    private const string Prefix = "familycart-";

    /// <summary>The name of a runner's container and of its network.</summary>
    public static string Name(string runner) => Prefix + runner;

    /// <summary>What its things are labelled with.</summary>
    public static IReadOnlyDictionary<string, string> Of(string fleet, string runner) => new Dictionary<string, string> { [Fleet] = fleet, [Runner] = runner };

    /// <summary>What a thing of the fleet is labelled with that is no runner's.</summary>
    public static IReadOnlyDictionary<string, string> OfFleet(string fleet) => new Dictionary<string, string> { [Fleet] = fleet };

    /// <summary>Whether it is labelled as something of this fleet.</summary>
    public static bool IsOfFleet(string fleet, IReadOnlyDictionary<string, string>? labels) => labels?.GetValueOrDefault(Fleet) == fleet;

    /// <summary>What finds the things of a fleet, or of one of its runners.</summary>
    public static IEnumerable<string> Search(string fleet, string? runner = null) => runner is null ? [$"{Fleet}={fleet}", Runner] : [$"{Fleet}={fleet}", $"{Runner}={runner}"];

    /// <summary>The runner that something belongs to.</summary>
    /// <param name="fleet">The fleet's name.</param>
    /// <param name="name">The thing's name.</param>
    /// <param name="labels">Its labels.</param>
    /// <returns>Null when it is not of this fleet, or says something else by its name than by its labels.</returns>
    public static string? RunnerOf(string fleet, string? name, IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is null || labels.GetValueOrDefault(Fleet) != fleet || labels.GetValueOrDefault(Runner) is not { } runner || !Form().IsMatch(runner))
        {
            return null;
        }

        var own = Name(runner);
        return name == own || name == own + BuilderSuffix ? runner : null;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
