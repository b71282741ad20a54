using System.Text.RegularExpressions;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Ollama;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Resources.Registry;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Topology;

/// <summary>All settings of the AppHost, read and checked in one go.</summary>
internal sealed partial record Settings(TopologyOptions Topology, LaunchOptions Launch, RedisOptions Redis, OllamaOptions Ollama, RegistryCacheOptions RegistryCache, PublishOptions Publish)
{
    /// <summary>Reads every section. Faults are added to <paramref name="faults"/>, all of them, each naming its key.</summary>
    public static Settings Read(IConfiguration configuration, ICollection<Fault> faults)
    {
        var topology = new SettingsReader(configuration, "Topology", faults);
        var launch = new SettingsReader(configuration, "Launch", faults);
        var redis = new SettingsReader(configuration, "Redis", faults);
        var ollama = new SettingsReader(configuration, "Ollama", faults);
        var registryCache = new SettingsReader(configuration, "RegistryCache", faults);
        var publish = new SettingsReader(configuration, "Publish", faults);
        var settings = new Settings(
            new TopologyOptions
            {
                Name = topology.Text("Name", "uat", Name(), "must be 1 to 20 lower-case letters, digits or dashes and start with a letter", "uat"),
                PortOffset = topology.Number("PortOffset", 0, 0, TopologyOptions.MaximumPortOffset, "20000"),
                Runtime = topology.Choice("Runtime", RuntimePreference.Auto),
                DataDirectory = topology.OptionalPath("DataDirectory", "/var/lib/familycart"),
            },
            new LaunchOptions
            {
                Timeout = launch.Seconds("Timeout", 90, 1, 3600),
                Smoke = launch.Flag("Smoke"),
                SmokeAt = launch.Address("SmokeAt", "https://uat.example.org"),
                SmokeOutbox = launch.Address("SmokeOutbox", "http://localhost:8001"),
                SmokeCertificate = launch.OptionalPath("SmokeCertificate", "/srv/familycart/tls/fullchain.pem"),
                ShowRuntime = launch.Flag("ShowRuntime"),
                Json = launch.OptionalPath("Json", "/var/log/familycart/topology.json"),
                LogDirectory = launch.OptionalPath("LogDirectory", "/var/log/familycart"),
                Logs = launch.Flag("Logs"),
                Verbose = launch.Flag("Verbose"),
            },
            new RedisOptions
            {
                MaximumMemoryMegabytes = redis.Number("MaximumMemoryMegabytes", 256, 16, 65536, "256"),
                EvictionPolicy = redis.Text("EvictionPolicy", "allkeys-lru", EvictionPolicy(), "must be an eviction policy of Redis", "allkeys-lru"),
                AppendOnly = redis.Flag("AppendOnly"),
            },
            new OllamaOptions
            {
                Enabled = ollama.Flag("Enabled"),
                Model = ollama.Text("Model", "gemma3:4b", Model(), "must be a model's name with an optional tag", "gemma3:4b"),
                MemoryMegabytes = ollama.Number("MemoryMegabytes", 8192, 512, 1048576, "8192"),
                Cpus = ollama.Number("Cpus", 2, 1, 1024, "2"),
            },
            new RegistryCacheOptions
            {
                Upstream = registryCache.Text("Upstream", "", Registry(), "must be the http or https address of a registry", "https://registry.example.com") is { Length: > 0 } upstream ? upstream : null,
                Address = registryCache.Text("Address", "127.0.0.1", Address(), "must be an IPv4 address of this machine that is not open to all (0.0.0.0)", "127.0.0.1"),
            },
            new PublishOptions
            {
                Environment = publish.Choice("Environment", PublishedEnvironment.Uat),
                Values = publish.Flag("Values"),
                Tag = publish.Text("Tag", Commit.Tag, Tag(), "must be a tag of an image and not 'latest', which moves", "1.0.0-0a1b2c3"),
                Profiles = ReadProfiles(publish),
                SelfSigned = publish.Flag("SelfSigned"),
                Plain = publish.Flag("Plain"),
            });

        // The API has a section of that name too and reads it from the same environment.
        redis.LeaveToServices("UnhealthyAfter");
        publish.LeaveToServices("Set");
        foreach (var reader in new[] { topology, launch, redis, ollama, registryCache, publish })
        {
            reader.RefuseUnknown();
        }

        return settings;
    }

    private static ComposeProfile[] ReadProfiles(SettingsReader publish) =>
        [.. publish.Text("Profiles", "uat,runners,monitoring", Profiles(), "must be names of parts by commas: uat, runners, monitoring, ai", "uat,monitoring")
            .Split(',').Select(name => Enum.Parse<ComposeProfile>(name, ignoreCase: true)).Distinct().Order()];

    [GeneratedRegex("^(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$")]
    private static partial Regex Tag();

    [GeneratedRegex("^(uat|runners|monitoring|ai)(,(uat|runners|monitoring|ai))*$")]
    private static partial Regex Profiles();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,19}$")]
    private static partial Regex Name();

    [GeneratedRegex("^(noeviction|(allkeys|volatile)-(lru|lfu|random)|volatile-ttl)$")]
    private static partial Regex EvictionPolicy();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}(:[A-Za-z0-9._-]{1,60})?$")]
    private static partial Regex Model();

    [GeneratedRegex("^https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?/?$")]
    private static partial Regex Registry();

    [GeneratedRegex(@"^(?!0\.)[0-9]{1,3}(\.[0-9]{1,3}){3}$")]
    private static partial Regex Address();
}
