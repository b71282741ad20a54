using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>How a service is deployed: replicas, limits, restarts.</summary>
public sealed class Deploy
{
    [YamlMember(Alias = "replicas")]
    public int? Replicas { get; set; }

    [YamlMember(Alias = "mode")]
    public string? Mode { get; set; }

    [YamlMember(Alias = "resources")]
    public Resources? Resources { get; set; }

    [YamlMember(Alias = "placement")]
    public Placement? Placement { get; set; }

    [YamlMember(Alias = "update_config")]
    public UpdateConfig? UpdateConfig { get; set; }

    [YamlMember(Alias = "restart_policy")]
    public RestartPolicy? RestartPolicy { get; set; }

    [YamlMember(Alias = "labels")]
    public LabelSpecs? Labels { get; set; }
}
