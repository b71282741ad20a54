using System.Diagnostics;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>
/// A home as a first use of .NET leaves it: with an untrusted developer certificate, without which the sample projects'
/// https endpoints do not start, and which several of them would otherwise make at the same moment.
/// </summary>
internal static class PrivateHome
{
    /// <exception cref="InvalidOperationException">The certificate could not be made.</exception>
    public static async Task PrepareAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(environment["HOME"]);
        var start = new ProcessStartInfo("dotnet", ["dev-certs", "https"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken) + await errors;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet dev-certs ended with {process.ExitCode}: {output}");
        }
    }
}
