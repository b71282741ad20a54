using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Which leases there are: one for each environment, and what <c>Leases:Names</c> adds. Nobody fills the house with others.</summary>
/// <param name="Exact">Names that stand for themselves, those of the environments included.</param>
/// <param name="Prefixes">What other names may begin with.</param>
internal sealed record LeaseNames(IReadOnlyList<string> Exact, IReadOnlyList<string> Prefixes)
{
    private const char Any = '*';
    private const int Most = 100;

    private static readonly string[] s_environments = [.. Enum.GetValues<DeployEnvironment>().Select(GateWords.Of)];

    /// <summary>The environments' alone.</summary>
    public static LeaseNames Default { get; } = new(s_environments, []);

    /// <summary>Whether somebody may hold a lease of that name.</summary>
    public bool Allow(string name) => Exact.Contains(name, StringComparer.Ordinal) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>All of them, for people.</summary>
    public override string ToString() => string.Join(", ", [.. Exact, .. Prefixes.Select(prefix => prefix + Any)]);

    /// <param name="reader">Of the section that has the key.</param>
    /// <param name="key">Names with commas between them; a star at the end stands for whatever follows.</param>
    public static LeaseNames Read(SettingReader reader, string key)
    {
        var names = (reader.Text(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Where(name => !LeaseRules.IsName(name.EndsWith(Any) ? name[..^1] : name)))
        {
            reader.AddFault(key, name, "1 to 60 lower-case letters, digits, dots, dashes and underscores, with a star at the end for whatever follows", "migrations, deploy-*");
        }

        if (names.Length > Most)
        {
            reader.AddFault(key, $"has {names.Length} names, which is more than {Most}", "write those that begin alike as one, such as deploy-*");
        }

        return new LeaseNames([.. s_environments.Union(names.Where(name => !name.EndsWith(Any)), StringComparer.Ordinal)], [.. names.Where(name => name.EndsWith(Any)).Select(name => name[..^1])]);
    }
}
