using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FamilyCart.Monitoring.Tests.Mutations;

/// <summary>Runs promtool once for many test files.</summary>
internal static partial class Promtool
{
    /// <returns>The files whose tests all passed.</returns>
    /// <exception cref="InvalidOperationException">promtool did not get to every file.</exception>
    public static async Task<IReadOnlySet<string>> PassAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["test", "rules", .. files])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = promtool.StandardError.ReadToEndAsync(cancellationToken);
        var output = await promtool.StandardOutput.ReadToEndAsync(cancellationToken);
        await promtool.WaitForExitAsync(cancellationToken);
        var reached = Reached().Matches(output).Select(match => match.Groups["file"].Value).ToHashSet(StringComparer.Ordinal);
        return reached.SetEquals(files)
            ? Passed().Matches(output).Select(match => match.Groups["file"].Value).ToHashSet(StringComparer.Ordinal)
            : throw new InvalidOperationException($"promtool tested {reached.Count} of {files.Count} files: {await errors}");
    }

    [GeneratedRegex(@"Unit Testing:\s+(?<file>\S+)")]
    private static partial Regex Reached();

    [GeneratedRegex(@"Unit Testing:\s+(?<file>\S+)\s+SUCCESS")]
    private static partial Regex Passed();
}
