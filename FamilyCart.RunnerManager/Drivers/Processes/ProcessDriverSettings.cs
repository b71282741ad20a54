using FamilyCart.RunnerManager.Distributions;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Settings of section <c>Runner</c>.</summary>
/// <param name="Distribution">The runner: a folder with <c>bin/Runner.Listener</c>, or a <c>.tar.gz</c> of one. Null: this host starts no runner.</param>
/// <param name="Folder">Below it every runner has a folder of its own. Default <c>/var/lib/familycart-runners</c>, where nobody else may make folders.</param>
/// <param name="FirstUserId">A manager that is root gives every runner a user id of its own from here on; they need no account. Default 48001.</param>
internal sealed record ProcessDriverSettings(string? Distribution, string Folder, int FirstUserId)
{
    public const string Section = "Runner";

    /// <summary>Where the listener lies in a distribution.</summary>
    public const string Listener = "bin/Runner.Listener";

    /// <summary>How many user ids there are before the first one is used again.</summary>
    public const int UserIds = 10_000;

    private const int LowestUserId = 1000;
    private const int HashLength = 64;

    /// <summary>Gets what an archive has to be; null for a folder.</summary>
    public string? DistributionSha256 { get; init; }

    /// <summary>Gets whether every job is trusted: jobs may run as the manager's own user where it is not root, and <c>Folder</c> may lie where others can write. Default false.</summary>
    public bool SameUser { get; init; }

    public static ProcessDriverSettings Read(SettingReader reader)
    {
        var distribution = reader.Text(nameof(Distribution));
        var sameUser = reader.Flag(nameof(SameUser), false);
        var settings = new ProcessDriverSettings(
            distribution is null ? null : Path.GetFullPath(distribution),
            Path.GetFullPath(reader.Text(nameof(Folder)) ?? "/var/lib/familycart-runners"),
            reader.Whole(nameof(FirstUserId), 48_001, LowestUserId, int.MaxValue / 2))
        {
            DistributionSha256 = reader.Text(nameof(DistributionSha256))?.ToLowerInvariant(),
            SameUser = sameUser,
        };
        if (settings.Distribution is not null)
        {
            CheckDistribution(settings, reader);
            if (!Environment.IsPrivilegedProcess && !settings.SameUser)
            {
                reader.AddFault(
                    nameof(SameUser),
                    "is not true, and a manager that is not root runs jobs as itself, so that they can read what it can",
                    "run it as root, or set Runner:SameUser=true where every job is trusted");
            }

            // Where every job is trusted, such as in a demonstration in somebody's clone, a place is as good as another.
            if (!settings.SameUser && FolderOwner.Fault(settings.Folder, passable: Environment.IsPrivilegedProcess) is { } fault)
            {
                reader.AddFault(nameof(Folder), settings.Folder, $"a folder of the manager's own, since it {fault}", "/var/lib/familycart-runners");
            }
        }

        return settings;
    }

    private static void CheckDistribution(ProcessDriverSettings settings, SettingReader reader)
    {
        var path = settings.Distribution!;
        if (!path.EndsWith(DistributionArchive.Suffix, StringComparison.Ordinal))
        {
            if (!File.Exists(Path.Combine(path, Listener)))
            {
                reader.AddFault(nameof(Distribution), path, $"a folder with {Listener}, or a {DistributionArchive.Suffix}", "/opt/actions-runner");
            }
            else if (settings.DistributionSha256 is not null)
            {
                reader.AddFault(nameof(DistributionSha256), "belongs to an archive, and Runner:Distribution is a folder", "leave it out, or name the archive");
            }
        }
        else if (!File.Exists(path))
        {
            reader.AddFault(nameof(Distribution), path, "an archive that is there", "/opt/actions-runner-linux-x64.tar.gz");
        }
        else if (settings.DistributionSha256 is not { Length: HashLength } expected)
        {
            reader.AddFault(nameof(DistributionSha256), settings.DistributionSha256 is null ? "is missing" : "has not 64 digits", "GitHub prints it beside each release of the runner");
        }
        else if (DistributionArchive.Sha256(path) != expected)
        {
            reader.AddFault(nameof(DistributionSha256), "is not that of Runner:Distribution", "download the archive again, and compare with what GitHub prints beside the release");
        }
    }
}
