using System.Globalization;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace FamilyCart.AppHost.Publishing;

/// <summary>What every published service has, whatever it is: no more rights than it needs, limits, bounded logs, and a check that is true.</summary>
internal static class ComposeService
{
    private const string TopologyLabel = "familycart.topology";

    /// <summary>Gives the service what its plan says.</summary>
    /// <param name="service">As the hosting library has made it of the resource.</param>
    /// <param name="plan">The resource's.</param>
    /// <param name="topology">The topology's name.</param>
    public static void Apply(Service service, ComposePlan plan, string topology)
    {
        // What is behind the gateway believes nobody's word about where a request came from, and the gateway is the first that hears one.
        service.Environment.Remove("ASPNETCORE_FORWARDEDHEADERS_ENABLED");
        service.User = plan.User;
        service.ReadOnly = true;
        service.CapDrop = ["ALL"];
        service.CapAdd = [.. plan.Capabilities];
        service.SecurityOpt = ["no-new-privileges:true"];
        service.Tmpfs = [.. plan.Scratch];
        service.Deploy = plan.Limits.Deploy;
        service.Ports = [.. plan.Ports];
        service.Profiles = [.. plan.Profiles.Where(profile => profile != ComposeProfile.Always).Select(NameOf)];
        service.Restart = plan.Once ? "no" : "unless-stopped";
        service.StopGracePeriod = Seconds(plan.Stop);
        service.Healthcheck = plan.Health is null ? null : Check(plan.Health, plan.HealthInterval);
        service.Labels[TopologyLabel] = topology;
        service.Logging = new Logging
        {
            Driver = "json-file",
            Options = new() { ["labels"] = TopologyLabel, ["max-size"] = "10m", ["max-file"] = "3" },
        };
        ComposeNetworks.Connect(service, plan);
    }

    /// <summary>A part as <c>COMPOSE_PROFILES</c> calls it.</summary>
    public static string NameOf(ComposeProfile profile) => profile.ToString().ToLowerInvariant();

    private static Healthcheck Check(IReadOnlyList<string> command, TimeSpan interval) =>
        new() { Test = [.. command], Interval = Seconds(interval), Timeout = "10s", Retries = 3, StartPeriod = "60s" };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds}s");
}
