using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>A secret as one service sees it; its mode is written in decimal.</summary>
public sealed class SecretReference
{
    [YamlMember(Alias = "source")]
    public string? Source { get; set; }

    [YamlMember(Alias = "target")]
    public string? Target { get; set; }

    [YamlMember(Alias = "uid")]
    public int? Uid { get; set; }

    [YamlMember(Alias = "gid")]
    public int? Gid { get; set; }

    [YamlMember(Alias = "mode")]
    public int? Mode { get; set; }
}
