using System.Globalization;
using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>What a runner's container is made of, and its builder's.</summary>
internal static class ContainerPlan
{
    public const string BuilderAlias = "builder";

    /// <summary>Where the builder's configuration lies in its image, below the home of its user.</summary>
    public const string BuilderHome = "/home/user";

    private const int BuilderPort = 1234;
    private const double NanosecondsPerSecond = 1e9;
    private const int TemporaryShare = 4;
    private const long VersionMemory = 1L << 30;

    // Bounded where the engine keeps it; the listener writes a few lines a job.
    private static readonly LogConfig s_log = new("json-file", new Dictionary<string, string> { ["max-size"] = "1m", ["max-file"] = "1" });

    /// <summary>The runner: nobody, with nothing, held to its pool's limits.</summary>
    public static ContainerSpec Runner(ContainerSettings settings, LimitSettings limits, Pool pool, string network, IReadOnlyDictionary<string, string> labels) => new()
    {
        Image = settings.Image!,
        User = settings.User,
        WorkingDir = settings.Folder,
        Env = Environment(settings, pool),
        Entrypoint = ["/bin/sh", "-c", ContainerScript.Text, "runner", settings.Folder],
        Cmd = [],
        Labels = labels,
        HostConfig = new HostConfig
        {
            Memory = pool.Limits.MemoryBytes,
            // No swap beyond: a limit that swaps is none.
            MemorySwap = pool.Limits.MemoryBytes,
            NanoCpus = Cores(pool),
            PidsLimit = limits.Processes,
            NetworkMode = network,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            ReadonlyRootfs = settings.ReadOnlyRoot,
            Tmpfs = Temporary(pool),
            Mounts = [new VolumeMount(settings.Folder)],
            // Orphans of a job are reaped, and what the first process is sent reaches the listener.
            Init = true,
            LogConfig = s_log,
        },
        NetworkingConfig = Network(network, "runner"),
    };

    /// <summary>The runner, asked for its version and nothing else.</summary>
    public static ContainerSpec Version(ContainerSettings settings, LimitSettings limits, IReadOnlyDictionary<string, string> labels) => new()
    {
        Image = settings.Image!,
        User = settings.User,
        WorkingDir = settings.Folder,
        Entrypoint = [$"{settings.Folder}/{ProcessDriverSettings.Listener}"],
        Cmd = ["--version"],
        Labels = labels,
        HostConfig = new HostConfig
        {
            Memory = VersionMemory,
            MemorySwap = VersionMemory,
            NanoCpus = (long)NanosecondsPerSecond,
            PidsLimit = limits.Processes,
            NetworkMode = "none",
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges"],
            ReadonlyRootfs = settings.ReadOnlyRoot,
            Tmpfs = new Dictionary<string, string> { ["/tmp"] = "rw,nosuid,nodev,mode=1777,size=64m" },
            // It writes a log of its own before it answers.
            Mounts = [new VolumeMount(settings.Folder)],
            Init = true,
            LogConfig = s_log,
        },
        NetworkingConfig = new(new Dictionary<string, NetworkEndpoint>()),
    };

    /// <summary>
    /// BuildKit without root, for one runner alone. Its user namespaces and mounts need system calls that the engine's filter withholds,
    /// so it has none; it is as nobody on the host as the runner is.
    /// </summary>
    public static ContainerSpec Builder(ContainerSettings settings, LimitSettings limits, Pool pool, string network, IReadOnlyDictionary<string, string> labels) => new()
    {
        Image = settings.BuilderImage!,
        User = "1000:1000",
        Cmd = ["--addr", string.Create(CultureInfo.InvariantCulture, $"tcp://0.0.0.0:{BuilderPort}"), "--oci-worker-no-process-sandbox"],
        Labels = labels,
        HostConfig = new HostConfig
        {
            Memory = pool.Limits.MemoryBytes,
            MemorySwap = pool.Limits.MemoryBytes,
            NanoCpus = Cores(pool),
            PidsLimit = limits.Processes,
            NetworkMode = network,
            SecurityOpt = ["seccomp=unconfined", "apparmor=unconfined"],
            Mounts = [new VolumeMount($"{BuilderHome}/.local/share/buildkit")],
            LogConfig = s_log,
        },
        NetworkingConfig = Network(network, BuilderAlias),
    };

    /// <summary>BuildKit's configuration with the registry cache as mirror.</summary>
    public static string BuilderConfiguration(Uri mirror) => $"""
        [registry."docker.io"]
          mirrors = ["{mirror.Authority}"]
        [registry."{mirror.Authority}"]
          http = true

        """;

    private static List<string> Environment(ContainerSettings settings, Pool pool)
    {
        List<string> environment = [$"HOME={settings.Folder}", "LANG=C.UTF-8", "ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE=1"];
        if (pool.Builder)
        {
            environment.Add(string.Create(CultureInfo.InvariantCulture, $"BUILDKIT_HOST=tcp://{BuilderAlias}:{BuilderPort}"));
        }

        return environment;
    }

    // Files in it count as memory of the container, too.
    private static Dictionary<string, string> Temporary(Pool pool)
    {
        var options = string.Create(CultureInfo.InvariantCulture, $"rw,nosuid,nodev,exec,mode=1777,size={pool.Limits.MemoryBytes / TemporaryShare}");
        return new() { ["/tmp"] = options, ["/var/tmp"] = options, ["/run"] = options };
    }

    private static long Cores(Pool pool) => (long)(pool.Limits.Processors * NanosecondsPerSecond);

    private static NetworkingConfig Network(string name, string alias) => new(new Dictionary<string, NetworkEndpoint> { [name] = new([alias]) });
}
