using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>Our own services as they are published.</summary>
internal static class PublishedServices
{
    public const string CertificateFolder = "/etc/familycart/tls";
    public const string AcmeFolder = "/etc/familycart/acme";
    public const string StateFolder = "/var/lib/familycart";

    /// <summary>The port at which clients find https, as the compose file asks for it.</summary>
    public static string HttpsPort(UatTopology topology) => Ask("GATEWAY_HTTPS_PORT", topology.Port(Ports.GatewayHttps));

    public static ComposePlan Migrations<TProject>(string database)
        where TProject : IProjectMetadata, new() => new()
        {
            Profiles = [database == "runners" ? ComposeProfile.Runners : ComposeProfile.Uat],
            Networks = [ComposeNetwork.Data, ComposeNetwork.Monitoring],
            Limits = ComposePlan.OnceLimits,
            After = [BackupExtensions.RestorePoint],
            Once = true,
        };

    public static ComposePlan ApiSlot<TProject>()
        where TProject : IProjectMetadata, new() => Service<TProject>() with
        {
            Profiles = [ComposeProfile.Uat],
            // The way out is for letters and for a model elsewhere.
            Networks = [ComposeNetwork.Edge, ComposeNetwork.App, ComposeNetwork.Data, ComposeNetwork.Monitoring],
            Limits = new(768, 0.7, 256),
            Stop = TimeSpan.FromSeconds(40),
        };

    public static ComposePlan Gateway<TProject>(UatTopology topology)
        where TProject : IProjectMetadata, new() => Service<TProject>() with
        {
            Profiles = [ComposeProfile.Uat],
            Networks = [ComposeNetwork.Edge, ComposeNetwork.App, ComposeNetwork.Monitoring],
            Limits = new(768, 0.7, 256),
            Volumes = new Dictionary<string, string> { ["gateway"] = StateFolder },
            Reads = new Dictionary<string, string> { ["./tls"] = CertificateFolder, ["./acme"] = AcmeFolder },
            After = [PublishedChecks.Volumes],
            Ports =
            [
                string.Create(CultureInfo.InvariantCulture, $"{Ask("GATEWAY_HTTP_PORT", topology.Port(Ports.Gateway))}:{topology.Port(Ports.Gateway)}"),
                string.Create(CultureInfo.InvariantCulture, $"{HttpsPort(topology)}:{topology.Port(Ports.GatewayHttps)}"),
                string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{topology.Port(Ports.GatewayAdmin)}:{topology.Port(Ports.GatewayAdmin)}"),
            ],
            Stop = TimeSpan.FromSeconds(60),
        };

    public static ComposePlan Prober<TProject>()
        where TProject : IProjectMetadata, new() => Service<TProject>() with
        {
            Profiles = [ComposeProfile.Monitoring],
            Networks = [ComposeNetwork.Edge, ComposeNetwork.Monitoring],
            Limits = new(128, 0.1, 128),
            // Each question takes all that it may for a second, in which it would find others slow.
            HealthInterval = TimeSpan.FromSeconds(15),
        };

    public static ComposePlan RunnerManager<TProject>()
        where TProject : IProjectMetadata, new() => Service<TProject>() with
        {
            Profiles = [ComposeProfile.Runners],
            // The way out is to GitHub.
            Networks = [ComposeNetwork.Edge, ComposeNetwork.App, ComposeNetwork.Data, ComposeNetwork.Monitoring],
            Limits = new(512, 0.25, 256),
            Volumes = new Dictionary<string, string> { ["runners"] = StateFolder },
            Reads = new Dictionary<string, string> { ["${ENGINE_SOCKET:-/var/run/docker.sock}"] = "/var/run/docker.sock" },
            Secrets = [FleetExtensions.TokenName],
            After = [PublishedChecks.Volumes],
            Stop = TimeSpan.FromSeconds(60),
        };

    /// <summary>A value that the operator may set in <c>.env</c>.</summary>
    private static string Ask(string variable, int fallback) => string.Create(CultureInfo.InvariantCulture, $"${{{variable}:-{fallback}}}");

    private static ComposePlan Service<TProject>()
        where TProject : IProjectMetadata, new() => new()
        {
            Profiles = [],
            Networks = [],
            Limits = ComposePlan.OnceLimits,
            Health = ["CMD", "dotnet", $"/app/{Path.GetFileNameWithoutExtension(new TProject().ProjectPath)}.dll", "health"],
        };
}
