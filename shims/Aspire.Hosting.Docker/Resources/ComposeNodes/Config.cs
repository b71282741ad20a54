using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A file of the project that services read, top level.</summary>
public sealed class Config : NamedComposeMember
{
    [YamlMember(Alias = "content")]
    public string? Content { get; set; }

    [YamlMember(Alias = "file")]
    public string? File { get; set; }

    [YamlMember(Alias = "external")]
    public bool? External { get; set; }
}
