using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A secret file that services read, top level.</summary>
public sealed class Secret
{
    [YamlMember(Alias = "file")]
    public string? File { get; set; }

    [YamlMember(Alias = "environment")]
    public string? Environment { get; set; }

    [YamlMember(Alias = "external")]
    public bool? External { get; set; }

    [YamlMember(Alias = "name")]
    public string? Name { get; set; }
}
