using System.ComponentModel;
using System.Diagnostics;

namespace FamilyCart.Testing.Processes;

/// <summary>Who the servers run as: PostgreSQL refuses root, so root lends them the user postgres.</summary>
internal static class ServerUser
{
    internal static string Name => Environment.IsPrivilegedProcess ? "postgres" : Environment.UserName;

    /// <summary>The options of setpriv that change to that user.</summary>
    internal static IReadOnlyList<string> Options =>
        Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    /// <summary>Runs a command as that user to its end and returns its output; throws with its output when it fails.</summary>
    internal static async Task<string> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var startInfo = new ProcessStartInfo(Executable.Find("setpriv", "util-linux"), [.. Options, "--", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["LC_ALL"] = "C" },
        };
        using var process = Process.Start(startInfo) ?? throw new Win32Exception();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} failed as {Name}:{Environment.NewLine}{await output}{await error}");
        }

        return await output;
    }
}
