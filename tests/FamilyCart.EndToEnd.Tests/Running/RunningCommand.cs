using System.Diagnostics;
using System.Text;

namespace FamilyCart.EndToEnd.Tests.Running;

/// <summary>A command without standard input whose output is kept.</summary>
internal sealed class RunningCommand : IDisposable
{
    private static readonly string[] s_ours = ["FAMILYCART_TOPOLOGY", "PackageFeed", "ASPIRE_DCP_PATH", "ASPIRE_DASHBOARD_PATH"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private RunningCommand(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All that it has said so far.</summary>
    public string Said => $"{Text(_output)}\n{Text(_errors)}";

    /// <param name="command">Program and arguments.</param>
    /// <param name="environment">Added to this process's own, which loses what steers the scripts.</param>
    public static RunningCommand Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in s_ours)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var running = new RunningCommand(new Process { StartInfo = start });
        running._process.OutputDataReceived += (_, line) => Append(running._output, line.Data);
        running._process.ErrorDataReceived += (_, line) => Append(running._errors, line.Data);
        running._process.Start();
        running._process.StandardInput.Close();
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? limit = null)
    {
        using var running = Start(command, environment);
        return await running.EndAsync(limit ?? TimeSpan.FromMinutes(3));
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It did not come within the limit; the message has what it said.</exception>
    public async Task<CommandResult> EndAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {limit}. It said:\n{Said}");
        }

        return new CommandResult(_process.ExitCode, Text(_output), Text(_errors));
    }

    /// <summary>Sends a signal by its name, such as INT.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Kills it if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
