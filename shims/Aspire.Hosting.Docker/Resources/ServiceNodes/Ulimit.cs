using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>A limit of the kernel for a service's processes.</summary>
public sealed class Ulimit
{
    [YamlMember(Alias = "soft")]
    public int? Soft { get; set; }

    [YamlMember(Alias = "hard")]
    public int? Hard { get; set; }
}
