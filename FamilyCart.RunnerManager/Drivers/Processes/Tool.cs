using System.ComponentModel;
using System.Diagnostics;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Programs of the system that do one thing and end.</summary>
internal static class Tool
{
    public const string Shell = "/bin/sh";

    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>What a command needs in front of it to run as this user, with no way to any privilege.</summary>
    public static IReadOnlyList<string> Unprivileged { get; } = ["setpriv", "--no-new-privs"];

    /// <summary>What a command needs in front of it to run as a user without any privilege, with no way back.</summary>
    public static IReadOnlyList<string> AsUser(string userId) =>
        [.. Unprivileged, $"--reuid={userId}", $"--regid={userId}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"];

    /// <summary>A command with an environment that says where programs are, and nothing else.</summary>
    public static ProcessStartInfo Command(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false };
        // The manager's own environment holds secrets.
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment.Clear();
        start.Environment["PATH"] = Path;
        start.Environment["LANG"] = "C.UTF-8";
        if (dotnet is not null)
        {
            start.Environment["DOTNET_ROOT"] = dotnet;
        }

        return start;
    }

    /// <summary>Runs a command to its end; one that is given up is killed.</summary>
    /// <returns>Its exit code and what it wrote to its standard output.</returns>
    /// <exception cref="IOException">The machine could not start it.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = Command(command);
        (start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (true, true, true);
        using var process = Start(start);
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await error;
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // Too many processes, or too little memory, is the machine's trouble as a full disk is.
    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"{start.FileName} could not be started: {exception.Message}", exception);
        }
    }
}
