using System.Diagnostics;
using FamilyCart.GitHubEmulator.Runner.Output;

namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary>Runs shell scripts in the job's folder; what they write goes to the worker's log.</summary>
internal sealed class Shell(IReadOnlyDictionary<string, string> environment, string folder, Cancellation cancellation, DiagnosticLog log)
{
    private static readonly string s_shell = File.Exists("/bin/bash") ? "/bin/bash" : "/bin/sh";

    /// <summary>Whether the script ended with 0.</summary>
    /// <param name="arguments">A file, or <c>-c</c> and a text.</param>
    public bool Run(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(s_shell, ["-e", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += Write;
        process.ErrorDataReceived += Write;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        cancellation.Wait(process);
        return process.ExitCode == 0;
    }

    private void Write(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            log.Write(line.Data);
        }
    }
}
