using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>How an image is built.</summary>
public sealed class Build
{
    [YamlMember(Alias = "context")]
    public string? Context { get; set; }

    [YamlMember(Alias = "dockerfile")]
    public string? Dockerfile { get; set; }

    [YamlMember(Alias = "args")]
    public Dictionary<string, string> Args { get; set; } = [];

    [YamlMember(Alias = "target")]
    public string? Target { get; set; }

    [YamlMember(Alias = "cache_from")]
    public List<string> CacheFrom { get; set; } = [];

    [YamlMember(Alias = "labels")]
    public Dictionary<string, string> Labels { get; set; } = [];
}
