namespace FamilyCart.RunnerManager.Drivers.Engine;

/// <summary>A container to be made, as the Docker Engine API names it.</summary>
internal sealed record ContainerSpec
{
    public required string Image { get; init; }

    public string? User { get; init; }

    public string? WorkingDir { get; init; }

    public IReadOnlyList<string> Env { get; init; } = [];

    /// <summary>Null for the image's own.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required HostConfig HostConfig { get; init; }

    public required NetworkingConfig NetworkingConfig { get; init; }
}

internal sealed record HostConfig
{
    /// <summary>Bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>Bytes of memory and swap together.</summary>
    public required long MemorySwap { get; init; }

    /// <summary>Billionths of a core.</summary>
    public required long NanoCpus { get; init; }

    public required int PidsLimit { get; init; }

    public required string NetworkMode { get; init; }

    public IReadOnlyList<string> CapDrop { get; init; } = [];

    public IReadOnlyList<string> SecurityOpt { get; init; } = [];

    public bool ReadonlyRootfs { get; init; }

    public IReadOnlyDictionary<string, string> Tmpfs { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<VolumeMount> Mounts { get; init; } = [];

    public bool Init { get; init; }

    public bool AutoRemove { get; }

    public bool Privileged { get; }

    public string IpcMode { get; } = "private";

    public RestartPolicy RestartPolicy { get; } = new("no");

    public required LogConfig LogConfig { get; init; }
}

/// <summary>A volume of the container's own, with what the image has in that place, removed with it.</summary>
internal sealed record VolumeMount(string Target)
{
    public string Type { get; } = "volume";
}

internal sealed record RestartPolicy(string Name);

internal sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Config);

internal sealed record NetworkingConfig(IReadOnlyDictionary<string, NetworkEndpoint> EndpointsConfig);

internal sealed record NetworkEndpoint(IReadOnlyList<string> Aliases);
