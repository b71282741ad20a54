using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>When a service is started again.</summary>
public sealed class RestartPolicy
{
    [YamlMember(Alias = "condition")]
    public string? Condition { get; set; }

    [YamlMember(Alias = "delay")]
    public string? Delay { get; set; }

    [YamlMember(Alias = "max_attempts")]
    public int? MaxAttempts { get; set; }

    [YamlMember(Alias = "window")]
    public string? Window { get; set; }
}
