using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>Where a service's output goes.</summary>
public sealed class Logging
{
    [YamlMember(Alias = "driver")]
    public string? Driver { get; set; }

    [YamlMember(Alias = "options")]
    public Dictionary<string, string> Options { get; set; } = [];
}
