using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>Where a service may run.</summary>
public sealed class Placement
{
    [YamlMember(Alias = "constraints")]
    public List<string>? Constraints { get; set; }

    [YamlMember(Alias = "preferences")]
    public List<Dictionary<string, string>>? Preferences { get; set; }
}
