using System.Text.RegularExpressions;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>Settings of section <c>Host</c>.</summary>
/// <param name="Name">This machine's name in the fleet, which pools name. Default: the machine's own, in lower case.</param>
/// <param name="RunnersOutlive">Runners go on when their manager stops, and the next one takes them up. Default true; false where nobody will.</param>
internal sealed partial record HostSettings(string Name, bool RunnersOutlive)
{
    public const string Section = "Host";

    public static HostSettings Read(SettingReader reader)
    {
        var name = reader.Text(nameof(Name)) ?? Environment.MachineName.ToLowerInvariant();
        if (!Form().IsMatch(name))
        {
            reader.AddFault(nameof(Name), name, "a name of up to 60 lower-case letters, digits, dots and dashes", "runner-host-1");
        }

        return new(name, reader.Flag(nameof(RunnersOutlive), true));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
