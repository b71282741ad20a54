using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FamilyCart.GitHubEmulator.Tests.Support;

/// <summary>A scripted runner in a root of its own.</summary>
internal sealed class RunnerProcess : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Lock _lock = new();
    private readonly List<string> _output = [];
    private Process? _process;

    private RunnerProcess(string root) => Root = root;

    public string Root { get; }

    public int Id => _process!.Id;

    public string Output
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public static RunnerProcess Make()
    {
        var root = Directory.CreateTempSubdirectory("familycart-runner-").FullName;
        RunnerDistribution.CopyTo(root);
        return new RunnerProcess(root);
    }

    /// <summary>Writes the three files as a manager does.</summary>
    public void Write(string encodedJitConfig)
    {
        foreach (var (name, content) in World.Files(encodedJitConfig))
        {
            File.WriteAllBytes(Path.Combine(Root, name), content);
        }
    }

    public void Start(IReadOnlyDictionary<string, string>? environment = null, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "bin", "Runner.Listener"), arguments.Count == 0 ? ["run"] : arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_lock)
            {
                _output.Add(line.Data ?? string.Empty);
            }
        };
        _process.BeginOutputReadLine();
    }

    public void Signal(int signal) => Assert.Equal(0, SendSignal(Id, signal));

    /// <summary>Waits for its end and returns its exit code; 128 and the signal where one killed it.</summary>
    public async Task<int> ExitAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode;
    }

    /// <summary>Runs a command of it to its end.</summary>
    public async Task<int> RunAsync(params IReadOnlyList<string> arguments)
    {
        Start(null, arguments);
        return await ExitAsync();
    }

    public bool Has(string file) => File.Exists(Path.Combine(Root, file));

    /// <summary>What all its logs of that kind hold.</summary>
    public string Log(string kind) =>
        string.Concat(Directory.EnumerateFiles(Path.Combine(Root, "_diag"), kind + "_*").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
