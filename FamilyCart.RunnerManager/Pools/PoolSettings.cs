using System.Text.RegularExpressions;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Pools;

/// <summary>Settings of section <c>Pools</c>: one section a pool, <c>Pools:NAME:…</c>.</summary>
/// <param name="All">The pools by name.</param>
internal sealed partial record PoolSettings(IReadOnlyList<Pool> All)
{
    public const string Section = "Pools";

    private const int MostRunners = 10_000;
    private const double Gigabyte = 1024 * 1024 * 1024;

    public static PoolSettings Read(SettingReader reader)
    {
        var pools = reader.Sections(ReadOne);
        foreach (var name in pools.Keys.Where(name => !NameForm().IsMatch(name)))
        {
            reader.AddFault(name, "is no name of a pool", "use up to 40 lower-case letters, digits and dashes, a letter first");
        }

        return new PoolSettings([.. pools.Where(pool => pool.Value is not null).Select(pool => pool.Value! with { Name = pool.Key }).OrderBy(pool => pool.Name, StringComparer.Ordinal)]);
    }

    private static Pool? ReadOne(SettingReader reader)
    {
        var scope = ReadScope(reader);
        var labels = ReadLabels(reader);
        var maximum = reader.Whole(nameof(Pool.Maximum), 3, 1, MostRunners);
        var persistent = reader.Flag(nameof(Pool.Persistent), false);
        var idle = reader.Whole(nameof(Pool.MinimumIdle), persistent ? maximum : 1, 0, MostRunners);
        if (idle > maximum)
        {
            reader.AddFault(nameof(Pool.MinimumIdle), $"{idle}", $"at most {nameof(Pool.Maximum)}, which is {maximum}", $"{maximum}");
        }

        var environment = OneOf(reader, nameof(Pool.Environment), DeployEnvironment.Uat);
        var authorized = reader.Flag(nameof(Pool.AuthorizedForProd), false);
        if (authorized && environment != DeployEnvironment.Production)
        {
            reader.AddFault(nameof(Pool.AuthorizedForProd), "is true for a pool of another environment", "set Environment=production or leave it out");
        }

        var driver = OneOf(reader, nameof(Pool.Driver), RunnerDriver.Process);
        var builder = reader.Flag(nameof(Pool.Builder), false);
        if (builder && driver != RunnerDriver.Container)
        {
            reader.AddFault(nameof(Pool.Builder), "is true for a pool whose runners are no containers", "set Driver=container or leave it out");
        }

        if (persistent && idle != maximum)
        {
            reader.AddFault(nameof(Pool.MinimumIdle), $"{idle}", $"{maximum} as {nameof(Pool.Maximum)}, since GitHub gives jobs to whatever stays registered", "leave it out");
        }

        if (persistent && driver != RunnerDriver.Process)
        {
            reader.AddFault(nameof(Pool.Persistent), "is true for a pool whose runners are containers, which are registered for one job each", "set Driver=process or leave it out");
        }

        var pool = new Pool(
            "",
            scope ?? GitHubScope.TryParse("nobody")!,
            labels,
            reader.Text(nameof(Pool.RunnerGroup)),
            idle,
            maximum,
            OneOf(reader, nameof(Pool.Role), PoolRole.Primary),
            environment,
            authorized,
            reader.Whole(nameof(Pool.Priority), 0, -1000, 1000),
            driver,
            ReadHosts(reader),
            new RunnerLimits(
                (long)(reader.Number("MemoryGigabytes", 8, 0.25, 1024) * Gigabyte),
                reader.Number(nameof(RunnerLimits.Processors), 2, 0.1, 1024)),
            builder)
        {
            Persistent = persistent,
        };
        return reader.Faults.Count == 0 ? pool : null;
    }

    private static GitHubScope? ReadScope(SettingReader reader)
    {
        if (reader.Text(nameof(Pool.Scope)) is not { } text)
        {
            reader.AddFault(nameof(Pool.Scope), "is missing", "name the repository (owner/name), organization (owner) or enterprise (enterprises/name)");
            return null;
        }

        var scope = GitHubScope.TryParse(text);
        if (scope is null)
        {
            reader.AddFault(nameof(Pool.Scope), text, "owner/name, owner or enterprises/name", "family/cart");
        }

        return scope;
    }

    private static List<string> ReadLabels(SettingReader reader)
    {
        var labels = List(reader.Text(nameof(Pool.Labels)) ?? "self-hosted, linux, x64").Select(label => label.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (labels.Count is < 1 or > 100 || labels.Exists(label => label.Length > 256))
        {
            reader.AddFault(nameof(Pool.Labels), "are not 1 to 100 names of at most 256 letters", "separate them by commas");
        }

        return labels;
    }

    private static List<string> ReadHosts(SettingReader reader)
    {
        var hosts = List(reader.Text(nameof(Pool.Hosts)) ?? "").ToList();
        foreach (var host in hosts.Where(host => !HostForm().IsMatch(host)))
        {
            reader.AddFault(nameof(Pool.Hosts), host, "the name of a host", "runner-host-1");
        }

        return hosts;
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T OneOf<T>(SettingReader reader, string key, T fallback)
        where T : struct, Enum
    {
        if (reader.Text(key) is not { } text)
        {
            return fallback;
        }

        // Numbers parse as enums too, and would mean something else after a change of the order.
        if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<T>(text, ignoreCase: true, out var value))
        {
            reader.AddFault(key, text, $"one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}", fallback.ToString().ToLowerInvariant());
            return fallback;
        }

        return value;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    // As Host:Name has it.
    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex HostForm();
}
