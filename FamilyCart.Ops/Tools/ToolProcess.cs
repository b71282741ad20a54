using System.ComponentModel;
using System.Diagnostics;

namespace FamilyCart.Ops.Tools;

/// <summary>Runs a tool to its end.</summary>
internal static class ToolProcess
{
    private const int OutputLimit = 4 * 1024 * 1024;
    private const int ErrorLimit = 64 * 1024;
    private const int NotFound = 127;

    // Of its children, which hold what a next one of them wants until they have ended too.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(10);

    private static readonly string[] s_kept = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "DOTNET_HOST_PATH"];

    /// <summary>Runs it without a word to it, and kills it with all its children when cancelled.</summary>
    /// <param name="command">Program and arguments, none of them a secret.</param>
    /// <param name="environment">Variables besides where programs are found; none of them a secret.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="rests">Whether it, the leader of a process group, rests half of the time.</param>
    /// <returns>Its end; code 127 where there is no such program.</returns>
    public static Task<ToolResult> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken, bool rests = false) =>
        PipeAsync(command, environment, input: null, output: null, cancellationToken, rests);

    /// <summary>Runs it with what it reads and writes, so that neither has to be a file; kills it with all its children when cancelled.</summary>
    /// <param name="command">Program and arguments, none of them a secret.</param>
    /// <param name="environment">Variables besides where programs are found; none of them a secret.</param>
    /// <param name="input">What it reads, to its end or as much as it wants; null for nothing.</param>
    /// <param name="output">Takes what it writes; null has the result keep the end of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="rests">Whether it, the leader of a process group, rests half of the time.</param>
    /// <returns>Its end; code 127 where there is no such program.</returns>
    /// <exception cref="IOException">The output cannot be written; the tool has ended.</exception>
    public static async Task<ToolResult> PipeAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, Stream? input, Stream? output, CancellationToken cancellationToken, bool rests = false)
    {
        using var process = new Process { StartInfo = StartInfo(command, environment) };
        if (!TryStart(process, out var reason))
        {
            return new ToolResult(NotFound, "", reason);
        }

        await using var pace = rests ? new Pace(process, TimeProvider.System) : null;
        var errors = ReadEndAsync(process.StandardError, ErrorLimit);
        try
        {
            var written = output is null ? ReadEndAsync(process.StandardOutput, OutputLimit) : CopyAsync(process.StandardOutput.BaseStream, output, cancellationToken);
            await FeedAsync(process, input, cancellationToken);
            var ended = process.WaitForExitAsync(cancellationToken);
            if (await Task.WhenAny(written, ended) == written)
            {
                // A tool whose output nobody takes any more would never end.
                await written;
            }

            await ended;
            // A child of its own may keep them open.
            return new ToolResult(process.ExitCode, await written.WaitAsync(cancellationToken), await errors.WaitAsync(cancellationToken));
        }
        catch
        {
            if (pace is not null)
            {
                // What is being killed must not be woken, for it would have children that nobody counts.
                await pace.EndAsync();
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAny(errors, Task.Delay(s_lastWords, CancellationToken.None));
            throw;
        }
    }

    /// <summary>Runs a command that ends at once.</summary>
    public static ToolResult Run(IReadOnlyList<string> command)
    {
        using var process = new Process { StartInfo = StartInfo(command, environment: null) };
        if (!TryStart(process, out var reason))
        {
            return new ToolResult(NotFound, "", reason);
        }

        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new ToolResult(process.ExitCode, "", errors);
    }

    /// <summary>Starts a program that goes on.</summary>
    /// <param name="command">Program and arguments, none of them a secret.</param>
    /// <param name="environment">Variables besides this program's own; only its own account and root can read them.</param>
    /// <param name="line">Hears each line that it writes, and null at the end, from any thread.</param>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment, Action<string?> line)
    {
        var process = new Process { StartInfo = StartInfo(command, environment) };
        process.OutputDataReceived += (_, said) => line(said.Data);
        process.ErrorDataReceived += (_, said) => line(said.Data);
        ParentThread.Start(process);
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>How a tool is started: in the root folder, with English messages, all its streams ours.</summary>
    private static ProcessStartInfo StartInfo(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        // Nothing of this program's own: it has connection strings and keys, and an operator's shell may have settings of the tools.
        start.Environment.Clear();
        foreach (var name in s_kept)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool TryStart(Process process, out string reason)
    {
        try
        {
            process.Start();
            reason = "";
            return true;
        }
        catch (Win32Exception exception)
        {
            reason = exception.Message;
            return false;
        }
    }

    private static async Task FeedAsync(Process process, Stream? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
            {
                await input.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It wants no more, or there is no more to read; its exit code says whether that was well.
        }
        finally
        {
            process.StandardInput.Close();
        }
    }

    private static async Task<string> CopyAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        await source.CopyToAsync(target, cancellationToken);
        return "";
    }

    private static async Task<string> ReadEndAsync(StreamReader reader, int limit)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
        {
            text.Append(buffer, 0, read);
            if (text.Length > 2 * limit)
            {
                text.Remove(0, text.Length - limit);
            }
        }

        return text.Length > limit ? text.ToString(text.Length - limit, limit) : text.ToString();
    }
}
