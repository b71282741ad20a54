using System.Diagnostics;
using System.Security.Cryptography;

namespace FamilyCart.Testing.Npm;

/// <summary>A program of Node.js that tests need, pinned by the content of its package and fetched once into this user's cache.</summary>
/// <param name="Name">Of its entry in the cache, and for people what it is for: <c>judges</c>.</param>
/// <param name="Folder">Absolute; holds <c>package.json</c> and <c>package-lock.json</c>, which name no address.</param>
/// <param name="Package">npm's name of it.</param>
/// <param name="Program">Its path below <c>node_modules</c>.</param>
public sealed record NpmTool(string Name, string Folder, string Package, string Program)
{
    // npm starts slowly on a busy machine, and tries once.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Why it cannot be had on this machine; null when it can.</summary>
    public string? Obstacle() =>
        !Has("node") || !Has("npm") ? $"{Package}, which this test runs, needs Node.js 20 or later with npm (https://nodejs.org)"
        : IsCached() || IsReachable() ? null
        : $"{Package}, which this test runs, is not here yet, and npm cannot reach where it would come from (npm config get registry)";

    /// <summary>Fetches it unless it is there.</summary>
    /// <returns>The program's absolute path, for <c>node</c>.</returns>
    /// <exception cref="InvalidOperationException">It cannot be had; the message has npm's words.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        using var search = Start("bash", Path.Combine(AppContext.BaseDirectory, "Npm", "npm-tool.sh"), Name, Folder, Program);
        var error = search.StandardError.ReadToEndAsync(cancellationToken);
        var program = await search.StandardOutput.ReadToEndAsync(cancellationToken);
        await search.WaitForExitAsync(cancellationToken);
        return search.ExitCode == 0 ? program.Trim() : throw new InvalidOperationException($"{Package} cannot be had: {await error}");
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    // As npm-tool.sh does it.
    private bool IsCached()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } own ? own : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var mark = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, "package-lock.json"))))[..16];
        return Directory.Exists(Path.Combine(cache, "familycart", $"{Name}-{mark}"));
    }

    // By npm itself, which knows of proxies and mirrors.
    private bool IsReachable()
    {
        using var process = Start("npm", "view", Package, "version", "--fetch-retries=0", "--fetch-timeout=20000", "--loglevel=silent");
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(_patience))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
