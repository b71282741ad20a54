using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>What a service waits for before it starts.</summary>
public sealed class ServiceDependency
{
    [YamlMember(Alias = "condition")]
    public string? Condition { get; set; }
}
