using System.ComponentModel;
using System.Diagnostics;

namespace FamilyCart.AppHost.Machine;

/// <summary>What a finished program left: exit code and its two outputs.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a short-lived program to its end.</summary>
internal static class Command
{
    /// <summary>Exit code reported when the program could not be started or did not end in time, as shells do.</summary>
    public const int NotRun = 127;

    /// <param name="command">Program and arguments; no shell is involved and no secret may be among them.</param>
    /// <param name="input">Text for its standard input, which is then closed; the place for secrets.</param>
    /// <param name="limit">After this long it is killed with its children.</param>
    /// <param name="cancellationToken">Kills it as well.</param>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, string input, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new CommandResult(NotRun, "", exception.Message);
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), late.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(late.Token);
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code and errors say why.
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new CommandResult(NotRun, "", $"{command[0]} did not end within {limit.TotalSeconds} s");
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }

    /// <summary>The same, for the few questions that are asked while the model is being built.</summary>
    public static CommandResult Run(IReadOnlyList<string> command, TimeSpan limit)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new CommandResult(NotRun, "", exception.Message);
        }

        process.StandardInput.Close();
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = new System.Text.StringBuilder();
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return new CommandResult(NotRun, "", $"{command[0]} did not end within {limit.TotalSeconds} s");
        }

        // Only this overload waits for the output's end as well.
        process.WaitForExit();
        return new CommandResult(process.ExitCode, output.ToString(), errors.ToString());
    }

    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command) => new(command[0], command.Skip(1))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = "/",
    };
}
