using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>What a service may use, and what is kept for it.</summary>
public sealed class Resources
{
    [YamlMember(Alias = "limits")]
    public ResourceSpec? Limits { get; set; }

    [YamlMember(Alias = "reservations")]
    public ResourceSpec? Reservations { get; set; }
}
