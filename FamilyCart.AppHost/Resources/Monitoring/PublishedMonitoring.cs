using System.Globalization;
using FamilyCart.AppHost.Publishing;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>What watches, as it is published. All of it together stays within 2 GB and one processor.</summary>
internal static class PublishedMonitoring
{
    private const string Nobody = "65534:65534";

    /// <summary>An exporter of the data network, which knows a role or a password that sees no user's data.</summary>
    public static ComposePlan DataWatcher { get; } = new()
    {
        Profiles = [ComposeProfile.Uat],
        Networks = [ComposeNetwork.Data, ComposeNetwork.Monitoring],
        Limits = new(48, 0.03, 32),
        User = Nobody,
    };

    /// <summary>A server whose image has a shell's tools, and which answers at its port.</summary>
    public static ComposePlan Watcher(int port, ComposeLimits limits, string path = "/") => Server(limits) with { User = Nobody, Health = Asks(port, path) };

    /// <summary>A server that nobody but the others of the monitoring talks to.</summary>
    public static ComposePlan Server(ComposeLimits limits) => new()
    {
        Profiles = [ComposeProfile.Monitoring],
        Networks = [ComposeNetwork.Monitoring],
        Limits = limits,
    };

    /// <summary>The question whether a server answers, with the tool that images made of busybox have.</summary>
    public static IReadOnlyList<string> Asks(int port, string path) =>
        ["CMD", "wget", "-q", "-O", "/dev/null", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{path}")];
}
