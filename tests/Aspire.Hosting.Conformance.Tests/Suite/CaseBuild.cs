using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Aspire.Hosting.Conformance.Tests.Suite;

/// <summary>Builds the AppHosts of some cases in one go.</summary>
internal static partial class CaseBuild
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    /// <summary>Returns, per case that did not compile, its distinct error lines; empty when all did.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RunAsync(IReadOnlyList<string> cases, CancellationToken cancellationToken)
    {
        if (cases.Count == 0)
        {
            return new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        }

        foreach (var assembly in cases.Select(name => ConformanceCase.Load(name).Assembly).Where(File.Exists))
        {
            // A build that fails leaves the assembly of the one before, which would then be judged instead.
            File.Delete(assembly);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = SuiteFolder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        string[] arguments =
        [
            "build", "Cases.proj", $"-p:Cases={string.Join("%3B", cases)}", "-p:KeepGoing=true", "-c", "Debug",
            "-m:2", "-v:quiet", "-nologo", "-consoleLoggerParameters:NoSummary", "-nodeReuse:false"
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token) + await errors;
        await process.WaitForExitAsync(limit.Token);

        return cases
            .Where(name => !File.Exists(ConformanceCase.Load(name).Assembly))
            .ToDictionary(name => name, IReadOnlyList<string> (name) => ErrorsOf(name, output), StringComparer.Ordinal);
    }

    private static string[] ErrorsOf(string name, string output)
    {
        var lines = output.Split('\n').Where(line => ErrorLine().IsMatch(line)).Distinct(StringComparer.Ordinal).ToArray();
        var own = lines.Where(line => line.Contains($"/{name}/", StringComparison.Ordinal)).ToArray();
        return own.Length > 0 ? own : lines.Length > 0 ? lines : [output];
    }

    [GeneratedRegex(@"\berror [A-Z]+\d+")]
    private static partial Regex ErrorLine();
}
