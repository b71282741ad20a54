using System.Globalization;

namespace FamilyCart.AppHost.Resources.Redis;

/// <summary>Redis's settings, as a file for the process and as arguments for the container.</summary>
internal static class RedisConfiguration
{
    /// <summary>What both have in common; nothing secret.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Shared(RedisOptions options) =>
    [
        new("maxmemory", string.Create(CultureInfo.InvariantCulture, $"{options.MaximumMemoryMegabytes}mb")),
        new("maxmemory-policy", options.EvictionPolicy),
        new("appendonly", options.AppendOnly ? "yes" : "no"),
        new("appendfsync", "everysec"),
        // Snapshots would double the memory while they are written, for data that a cache can lose.
        new("save", "\"\""),
        // A subscriber that stops reading is dropped before it costs more than this.
        new("client-output-buffer-limit", "\"pubsub 32mb 8mb 60\""),
        new("tcp-keepalive", "60"),
        new("lazyfree-lazy-eviction", "yes"),
    ];

    /// <summary>The whole file. It holds the password and belongs where only the server's account can read it.</summary>
    public static string File(RedisOptions options, int port, string folder, string password)
    {
        KeyValuePair<string, string>[] own =
        [
            new("bind", "127.0.0.1 -::1"),
            new("port", port.ToString(CultureInfo.InvariantCulture)),
            new("protected-mode", "yes"),
            new("requirepass", $"\"{password}\""),
            new("dir", $"\"{folder}\""),
            new("daemonize", "no"),
            new("logfile", "\"\""),
        ];
        var lines = own.Concat(Shared(options)).Select(setting => $"{setting.Key} {Unquote(setting)}");
        return string.Join('\n', lines) + '\n';
    }

    // In a file this one takes several words, on the command line a single argument.
    private static string Unquote(KeyValuePair<string, string> setting) =>
        setting.Key == "client-output-buffer-limit" ? setting.Value.Trim('"') : setting.Value;
}
