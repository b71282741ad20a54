using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>How the engine finds out whether a service works.</summary>
public sealed class Healthcheck
{
    [YamlMember(Alias = "test")]
    public List<string> Test { get; set; } = [];

    [YamlMember(Alias = "interval")]
    public required string Interval { get; set; }

    [YamlMember(Alias = "timeout")]
    public required string Timeout { get; set; }

    [YamlMember(Alias = "retries")]
    public int? Retries { get; set; }

    [YamlMember(Alias = "start_period")]
    public required string StartPeriod { get; set; }
}
