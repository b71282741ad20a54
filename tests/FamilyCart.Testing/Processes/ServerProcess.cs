using System.Diagnostics;

namespace FamilyCart.Testing.Processes;

/// <summary>A server that ends with this process, by its own pid, within a bound.</summary>
internal sealed class ServerProcess
{
    internal const int Quit = 3;
    internal const int Kill = 9;
    internal const int Terminate = 15;

    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _stopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly OutputTail _tail = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Action<string>? _log;

    private ServerProcess(Process process, Action<string>? log)
    {
        _process = process;
        _log = log;
    }

    internal int Id => _process.Id;

    internal static bool IsPortTaken(InvalidOperationException failure) =>
        failure.Message.Contains("Address already in use", StringComparison.Ordinal);

    /// <summary>Starts the command and returns once a line of its output contains <paramref name="readyText"/>.</summary>
    /// <remarks>Secrets belong into the environment: everybody on the machine may read a command line.</remarks>
    /// <exception cref="InvalidOperationException">It ended or stayed silent for 120 s; the message has its last lines.</exception>
    internal static async Task<ServerProcess> StartAsync(
        IEnumerable<string> command,
        IEnumerable<string> userOptions,
        string deathSignal,
        string readyText,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? log = null)
    {
        var setpriv = Executable.Find("setpriv", "util-linux");
        var startInfo = new ProcessStartInfo(setpriv, [.. userOptions, "--pdeathsig", deathSignal, "--", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["LC_ALL"] = "C" },
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            startInfo.Environment[key] = value;
        }

        var server = new ServerProcess(await ParentThread.StartAsync(startInfo), log);
        await server.UntilReadyAsync(readyText, cancellationToken);
        return server;
    }

    /// <summary>Sends the signal and waits for the end; after a limit, 10 s unless told, the process is killed.</summary>
    /// <returns>Its exit code; 137 for one that was killed.</returns>
    internal async Task<int> StopAsync(int signal, TimeSpan? limit = null)
    {
        if (!_process.HasExited)
        {
            _ = NativeMethods.Kill(_process.Id, signal);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(limit ?? _stopLimit);
            }
            catch (TimeoutException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        var exitCode = _process.ExitCode;
        _process.Dispose();
        return exitCode;
    }

    private async Task UntilReadyAsync(string readyText, CancellationToken cancellationToken)
    {
        void Read(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
            {
                return;
            }

            _log?.Invoke(line.Data);
            if (_tail.Add(line.Data).Contains(readyText, StringComparison.Ordinal))
            {
                _ready.TrySetResult();
            }
        }

        _process.OutputDataReceived += Read;
        _process.ErrorDataReceived += Read;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_startLimit);
        try
        {
            if (await Task.WhenAny(_ready.Task, _process.WaitForExitAsync(limit.Token)) == _ready.Task)
            {
                return;
            }
        }
        finally
        {
            if (!_ready.Task.IsCompleted)
            {
                await StopAsync(Quit);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new InvalidOperationException($"{readyText} never came:{Environment.NewLine}{_tail}");
    }
}
