using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>One service of a compose file. Members are written in the order in which they stand here, those without a value not at all.</summary>
public sealed class Service : NamedComposeMember
{
    [YamlMember(Alias = "image")]
    public string? Image { get; set; }

    [YamlMember(Alias = "pull_policy")]
    public string? PullPolicy { get; set; }

    [YamlMember(Alias = "container_name")]
    public string? ContainerName { get; set; }

    [YamlMember(Alias = "build")]
    public Build? Build { get; set; }

    [YamlMember(Alias = "command")]
    public List<string> Command { get; set; } = [];

    [YamlMember(Alias = "entrypoint")]
    public List<string> Entrypoint { get; set; } = [];

    [YamlMember(Alias = "environment")]
    public Dictionary<string, string> Environment { get; set; } = [];

    [YamlMember(Alias = "env_file")]
    public List<string> EnvFile { get; set; } = [];

    [YamlMember(Alias = "working_dir")]
    public string? WorkingDir { get; set; }

    [YamlMember(Alias = "ports")]
    public List<string> Ports { get; set; } = [];

    [YamlMember(Alias = "expose")]
    public List<string> Expose { get; set; } = [];

    [YamlMember(Alias = "volumes")]
    public List<Volume> Volumes { get; set; } = [];

    [YamlMember(Alias = "depends_on")]
    public Dictionary<string, ServiceDependency> DependsOn { get; set; } = [];

    [YamlMember(Alias = "user")]
    public string? User { get; set; }

    [YamlMember(Alias = "networks")]
    public List<string> Networks { get; set; } = [];

    [YamlMember(Alias = "restart")]
    public string? Restart { get; set; }

    [YamlMember(Alias = "deploy")]
    public Deploy? Deploy { get; set; }

    [YamlMember(Alias = "healthcheck")]
    public Healthcheck? Healthcheck { get; set; }

    [YamlMember(Alias = "logging")]
    public Logging? Logging { get; set; }

    [YamlMember(Alias = "labels")]
    public Dictionary<string, string> Labels { get; set; } = [];

    [YamlMember(Alias = "domainname")]
    public string? DomainName { get; set; }

    [YamlMember(Alias = "hostname")]
    public string? Hostname { get; set; }

    [YamlMember(Alias = "isolation")]
    public string? Isolation { get; set; }

    [YamlMember(Alias = "ipc")]
    public string? Ipc { get; set; }

    [YamlMember(Alias = "shm_size")]
    public string? ShmSize { get; set; }

    [YamlMember(Alias = "mac_address")]
    public string? MacAddress { get; set; }

    [YamlMember(Alias = "pid")]
    public string? Pid { get; set; }

    [YamlMember(Alias = "privileged")]
    public bool? Privileged { get; set; }

    [YamlMember(Alias = "cap_add")]
    public List<string> CapAdd { get; set; } = [];

    [YamlMember(Alias = "cap_drop")]
    public List<string> CapDrop { get; set; } = [];

    [YamlMember(Alias = "cgroup_parent")]
    public string? CgroupParent { get; set; }

    [YamlMember(Alias = "devices")]
    public List<string> Devices { get; set; } = [];

    [YamlMember(Alias = "dns")]
    public List<string> Dns { get; set; } = [];

    [YamlMember(Alias = "dns_search")]
    public List<string> DnsSearch { get; set; } = [];

    [YamlMember(Alias = "extra_hosts")]
    public Dictionary<string, string> ExtraHosts { get; set; } = [];

    [YamlMember(Alias = "group_add")]
    public List<string> GroupAdd { get; set; } = [];

    [YamlMember(Alias = "init")]
    public bool? Init { get; set; }

    [YamlMember(Alias = "links")]
    public List<string> Links { get; set; } = [];

    [YamlMember(Alias = "external_links")]
    public List<string> ExternalLinks { get; set; } = [];

    [YamlMember(Alias = "network_mode")]
    public string? NetworkMode { get; set; }

    [YamlMember(Alias = "profiles")]
    public List<string> Profiles { get; set; } = [];

    [YamlMember(Alias = "read_only")]
    public bool? ReadOnly { get; set; }

    [YamlMember(Alias = "security_opt")]
    public List<string> SecurityOpt { get; set; } = [];

    [YamlMember(Alias = "secrets")]
    public List<SecretReference> Secrets { get; set; } = [];

    [YamlMember(Alias = "configs")]
    public List<ConfigReference> Configs { get; set; } = [];

    [YamlMember(Alias = "stop_grace_period")]
    public string? StopGracePeriod { get; set; }

    [YamlMember(Alias = "stop_signal")]
    public string? StopSignal { get; set; }

    [YamlMember(Alias = "sysctls")]
    public Dictionary<string, string> Sysctls { get; set; } = [];

    [YamlMember(Alias = "tmpfs")]
    public List<string> Tmpfs { get; set; } = [];

    [YamlMember(Alias = "stdin_open")]
    public bool? StdinOpen { get; set; }

    [YamlMember(Alias = "tty")]
    public bool? Tty { get; set; }

    [YamlMember(Alias = "ulimits")]
    public Dictionary<string, Ulimit> Ulimits { get; set; } = [];

    /// <summary>Sets a variable; none becomes an empty one.</summary>
    public Service AddEnvironmentalVariable(string key, string? value)
    {
        Environment[key] = value ?? "";
        return this;
    }

    public Service AddConfig(ConfigReference config)
    {
        Configs.Add(config);
        return this;
    }

    public Service AddVolume(Volume volume)
    {
        Volumes.Add(volume);
        return this;
    }

    public Service AddVolumes(IEnumerable<Volume> volumes)
    {
        Volumes.AddRange(volumes);
        return this;
    }
}
