using System.Diagnostics;

namespace Aspire.Hosting.Tests;

/// <summary>Where the real orchestrator is: asked once of the script that the build asks.</summary>
internal static class Orchestrator
{
    private static readonly Lazy<string> Found = new(Find);

    public static IDistributedApplicationBuilder CreateBuilder(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
        builder.Configuration["ASPIRE_DCP_PATH"] = Found.Value;
        return builder;
    }

    private static string Find()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "FamilyCart.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests run outside the clone.");
        }

        var start = new ProcessStartInfo("bash", [Path.Combine(root, "shims/Aspire.AppHost.Sdk/fetch.sh")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        return lines.FirstOrDefault(l => l.StartsWith("dcp=", StringComparison.Ordinal))?["dcp=".Length..]
            ?? throw new InvalidOperationException($"No orchestrator: {string.Join(' ', lines)}");
    }
}
