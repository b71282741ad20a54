using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources;

/// <summary>A whole compose file.</summary>
public sealed class ComposeFile
{
    [YamlMember(Alias = "name")]
    public string? Name { get; set; }

    [YamlMember(Alias = "services")]
    public Dictionary<string, Service> Services { get; set; } = [];

    [YamlMember(Alias = "networks")]
    public Dictionary<string, Network> Networks { get; set; } = [];

    [YamlMember(Alias = "volumes")]
    public Dictionary<string, Volume> Volumes { get; set; } = [];

    [YamlMember(Alias = "secrets")]
    public Dictionary<string, Secret> Secrets { get; set; } = [];

    [YamlMember(Alias = "configs")]
    public Dictionary<string, Config> Configs { get; set; } = [];

    public ComposeFile AddService(Service service)
    {
        Services[service.Name] = service;
        return this;
    }

    public ComposeFile AddNetwork(Network network)
    {
        Networks[network.Name] = network;
        return this;
    }

    public ComposeFile AddVolume(Volume volume)
    {
        Volumes[volume.Name] = volume;
        return this;
    }

    public ComposeFile AddConfig(Config config)
    {
        Configs[config.Name] = config;
        return this;
    }

    /// <summary>The file's text; texts in double quotes, two blanks a level.</summary>
    public string ToYaml(string lineEndings = "\n") => ComposeWriter.Write(this, lineEndings);
}
