using System.Diagnostics;
using System.Security.Cryptography;

namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>A test whose judge is a program of Node.js; where that is missing and cannot be fetched, it says so and is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    // npm starts slowly on a busy machine, and tries once.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly Lazy<string?> s_obstacle = new(Find);

    public NodeFactAttribute() => Skip = s_obstacle.Value;

    private static string? Find() =>
        !Has("node") || !Has("npm") ? "Prism, the judge of this test, needs Node.js 20 or later with npm (https://nodejs.org)"
        : IsCached() || IsReachable() ? null
        : "Prism, the judge of this test, is not here yet, and npm cannot reach where it would come from (npm config get registry)";

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    // As prism.sh does it.
    private static bool IsCached()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } own ? own : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var mark = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Judges", "package-lock.json"))))[..16];
        return Directory.Exists(Path.Combine(cache, "familycart", $"judges-{mark}"));
    }

    // By npm itself, which knows of proxies and mirrors.
    private static bool IsReachable()
    {
        var start = new ProcessStartInfo("npm", ["view", "@stoplight/prism-cli", "version", "--fetch-retries=0", "--fetch-timeout=20000", "--loglevel=silent"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(s_patience))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }
}
