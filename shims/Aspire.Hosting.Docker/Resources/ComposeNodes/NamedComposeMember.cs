using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>Something that a compose file keeps under its name.</summary>
public abstract class NamedComposeMember
{
    /// <summary>The key, which is not repeated among the members.</summary>
    [YamlIgnore]
    public required string Name { get; set; }
}
