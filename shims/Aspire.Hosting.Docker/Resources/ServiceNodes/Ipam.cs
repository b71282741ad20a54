using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>Addresses of a network.</summary>
public sealed class Ipam
{
    [YamlMember(Alias = "driver")]
    public string? Driver { get; set; }

    [YamlMember(Alias = "config")]
    public List<Dictionary<string, string>> Config { get; set; } = [];
}
