using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A network, top level.</summary>
public sealed class Network : NamedComposeMember
{
    [YamlMember(Alias = "driver")]
    public string? Driver { get; set; }

    [YamlMember(Alias = "driver_opts")]
    public Dictionary<string, string> DriverOpts { get; set; } = [];

    [YamlMember(Alias = "external")]
    public bool? External { get; set; }

    [YamlMember(Alias = "labels")]
    public Dictionary<string, string> Labels { get; set; } = [];

    [YamlMember(Alias = "ipam")]
    public Ipam? Ipam { get; set; }

    [YamlMember(Alias = "attachable")]
    public bool? Attachable { get; set; }

    [YamlMember(Alias = "ingress")]
    public bool? Ingress { get; set; }

    [YamlMember(Alias = "internal")]
    public bool? Internal { get; set; }
}
