using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>How a new version takes the place of the old one.</summary>
public sealed class UpdateConfig
{
    [YamlMember(Alias = "parallelism")]
    public int? Parallelism { get; set; }

    [YamlMember(Alias = "delay")]
    public string? Delay { get; set; }

    [YamlMember(Alias = "failure_action")]
    public string? FailureAction { get; set; }

    [YamlMember(Alias = "monitor")]
    public string? Monitor { get; set; }

    [YamlMember(Alias = "max_failure_ratio")]
    public string? MaxFailureRatio { get; set; }

    [YamlMember(Alias = "order")]
    public string? Order { get; set; }
}
