using System.Globalization;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Publishing;

/// <summary>The variables of a published topology: what was set before, what is set now, else what can be known.</summary>
internal sealed class EnvironmentPlan(UatTopology topology, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, string? backupCopy)
{
    private const string PublicAddress = "PUBLIC_ADDRESS";
    private const string Hosts = "GATEWAY_HOSTS";
    private const string Scope = "RUNNER_SCOPE";
    private const string Suffix = "_IMAGE";
    private const string ByHand = "Set by hand.";

    private PublishOptions Options => topology.Settings.Publish;

    /// <summary>All variables: those that everybody sets first, then those that the compose file asks for.</summary>
    /// <param name="asked">Names that the compose file leaves open.</param>
    public IReadOnlyList<EnvironmentVariable> Variables(IEnumerable<string> asked)
    {
        var address = Value(PublicAddress, "");
        List<EnvironmentVariable> known =
        [
            new("COMPOSE_FILE", $"docker-compose.yaml:{ProcessLimits.FileName}", "The files of this project."),
            // What the server carries is decided where it is published, together with what Prometheus looks at.
            new("COMPOSE_PROFILES", string.Join(',', Options.Profiles.Select(ComposeService.NameOf)), "The parts that this server carries; publish again to change them."),
            new(PublicAddress, address, "Where users find it, such as https://uat.example.org"),
            new(Hosts, Value(Hosts, Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Host : ""), "Hosts that the gateway serves, by commas."),
            new("GATEWAY_HTTP_PORT", Value("GATEWAY_HTTP_PORT", Text(topology.Port(Ports.Gateway))), "The port of plain http on all of the machine's addresses; 80 on a server of its own."),
            new("GATEWAY_HTTPS_PORT", Value("GATEWAY_HTTPS_PORT", Text(topology.Port(Ports.GatewayHttps))), "The port of https; 443 on a server of its own."),
            new(Scope, Value(Scope, ""), "Whose jobs the runners take: OWNER/REPOSITORY, or an organization."),
            new("RUNNER_IMAGE", Value("RUNNER_IMAGE", $"familycart/runner:{Options.Tag}"), "The image of a runner (images/runner)."),
            new("UAT_DB_IMAGE", Value("UAT_DB_IMAGE", $"familycart/{ImageNames.Of("uat-db")}:{Options.Tag}"), "The image of uat-db: another one restarts the database server."),
            new(PublishedBackup.CopyVariable, backupCopy ?? "", "The server's folder for a second copy of backups, if any; publish again with Backup:Copy:Folder to change it."),
            new("ENGINE_SOCKET", Value("ENGINE_SOCKET", "/var/run/docker.sock"), "The engine's socket, through which the runner manager starts runners."),
            new("ENGINE_GROUP", Value("ENGINE_GROUP", "999"), "The group that owns that socket, as stat -c %g says."),
        ];
        known.AddRange(asked.Except(known.Select(variable => variable.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Other).ToList());
        var others = before.Keys.Union(now.Keys, StringComparer.Ordinal).Except(known.Select(variable => variable.Name), StringComparer.Ordinal);
        return [.. known, .. others.Order(StringComparer.Ordinal).Select(name => new EnvironmentVariable(name, Value(name, ""), ByHand))];
    }

    /// <summary>What is missing or wrong, each with the remedy.</summary>
    public IEnumerable<Fault> Faults(IEnumerable<EnvironmentVariable> variables)
    {
        foreach (var variable in variables)
        {
            if (Obstacle(variable) is { } obstacle)
            {
                yield return new Fault(ExitCode.BadConfiguration, $"{variable.Name} in .env {obstacle}");
            }
        }
    }

    private string? Obstacle(EnvironmentVariable variable) => variable switch
    {
        { Meaning: ByHand } or { Name: PublishedBackup.CopyVariable } => null,
        { Name: PublicAddress } when !Uri.TryCreate(variable.Value, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.PathAndQuery != "/" =>
            $"is '{variable.Value}'; it must be https with a host and no path, such as https://uat.example.org.",
        { Name: Scope, Value: "" } when Options.Profiles.Contains(ComposeProfile.Runners) =>
            "is empty; name OWNER/REPOSITORY or an organization, or publish without runners: Publish:Profiles=uat,monitoring.",
        { Name: Scope } => null,
        { Name: Hosts, Value: "" } when !Options.Profiles.Contains(ComposeProfile.Uat) => null,
        { Value: "" } => $"is empty. {variable.Meaning}",
        { Name: var name, Value: var value } when name.EndsWith(Suffix, StringComparison.Ordinal) && value.EndsWith(":latest", StringComparison.Ordinal) =>
            $"is '{value}', which moves; name a version.",
        { Name: var name, Value: var value } when name.EndsWith("_PORT", StringComparison.Ordinal) && !(ushort.TryParse(value, CultureInfo.InvariantCulture, out var port) && port > 0) =>
            $"is '{value}'; it must be a port from 1 to 65535.",
        _ => null,
    };

    private EnvironmentVariable Other(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) ? Image(name) : new(name, Value(name, ""), $"The parameter {name.ToLowerInvariant().Replace('_', '-')}.");

    private EnvironmentVariable Image(string name)
    {
        var service = name[..^Suffix.Length].Replace('_', '-').ToLowerInvariant();
        return new(name, Value(name, $"familycart/{ImageNames.Of(service)}:{Options.Tag}"), $"The image of {service}.");
    }

    private string Value(string name, string fallback) =>
        now.GetValueOrDefault(name) ?? (before.GetValueOrDefault(name) is { Length: > 0 } kept ? kept : fallback);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
