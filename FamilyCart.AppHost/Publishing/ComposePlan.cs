namespace FamilyCart.AppHost.Publishing;

/// <summary>What a service of the compose file is allowed and what is expected of it, beyond what its resource says.</summary>
internal sealed record ComposePlan
{
    /// <summary>The id that .NET's images have for services.</summary>
    public const string ServiceUser = "1654:1654";

    /// <summary>With which parts it comes; with several, whenever one of them is there.</summary>
    public required IReadOnlyList<ComposeProfile> Profiles { get; init; }

    /// <summary>None: it has no network at all.</summary>
    public required IReadOnlyList<ComposeNetwork> Networks { get; init; }

    public required ComposeLimits Limits { get; init; }

    /// <summary>One of our images in place of the resource's, as the compose file asks for it; null keeps it.</summary>
    public string? Image { get; init; }

    /// <summary>A user of its image, by name or number.</summary>
    public string User { get; init; } = ServiceUser;

    /// <summary>
    /// The command by which the engine asks whether it works, in compose's form; null where the image has no tool for it, or where it runs
    /// to completion. Prometheus watches the former.
    /// </summary>
    public IReadOnlyList<string>? Health { get; init; }

    /// <summary>How often the engine asks. Engines before 25 know no shorter pause for the start, so this serves both.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Folders that it may write to and that are empty when it starts. All others are read-only, but for its volumes.</summary>
    public IReadOnlyList<string> Scratch { get; init; } = ["/tmp"];

    /// <summary>Folders that outlive it, by the volume's name without the topology's.</summary>
    public IReadOnlyDictionary<string, string> Volumes { get; init; } = new Dictionary<string, string>();

    /// <summary>Folders and files of the machine, or beside the compose file, that it may read and that nobody publishes.</summary>
    public IReadOnlyDictionary<string, string> Reads { get; init; } = new Dictionary<string, string>();

    /// <summary>Folders of the machine that it may write to; they have to be there, and their owner's number is that of its user.</summary>
    public IReadOnlyDictionary<string, string> Writes { get; init; } = new Dictionary<string, string>();

    /// <summary>Capabilities of the kernel that it cannot do without.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>Ports as compose writes them. Nothing else is published, whatever the resource's endpoints are.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Secrets that it reads as files named as the parameters are, besides those that its variables refer to.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Services that have to have run to completion, or be healthy, besides those that its resource waits for.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Whether it runs to completion and is not started again.</summary>
    public bool Once { get; init; }

    /// <summary>How long it may take to stop.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Limits for one that runs to completion.</summary>
    public static ComposeLimits OnceLimits { get; } = new(192, 0.5, 128);
}

