using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Docker;

/// <summary>An environment that services are published to as a compose file. When running there is none.</summary>
public class DockerComposeEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource
{
    /// <summary>The name of the one network that all services share; null for the default.</summary>
    public string? DefaultNetworkName { get; set; }

    internal bool DashboardEnabled { get; set; } = true;
}
