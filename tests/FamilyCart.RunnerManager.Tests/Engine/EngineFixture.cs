using System.Diagnostics;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>The engine of tests/engine.sh with an image of the scripted runner, for all tests that need one; stopped at the end, but for one that ran before.</summary>
public class EngineFixture : IAsyncLifetime
{
    /// <summary>The image. <see cref="Steered"/> and <see cref="Emulated"/> are runners in it.</summary>
    public const string Image = "familycart/test-runner:1";

    /// <summary>A runner that a test steers by files.</summary>
    public const string Steered = "/home/steered";

    /// <summary>A runner that works for GitHub's emulator.</summary>
    public const string Emulated = "/home/runner";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _script;
    private RawEngine? _raw;
    private bool _borrowed;

    public EngineFixture()
        : this("engine.sh", "Docker")
    {
    }

    /// <param name="script">What starts it, in tests/.</param>
    /// <param name="engine">What it calls itself.</param>
    protected EngineFixture(string script, string engine) => (_script, Engine) = (script, engine);

    /// <summary>Gets the name of what runs it.</summary>
    public string Engine { get; }

    /// <summary>Gets what the engine itself says, by no client of ours; null until <see cref="UseAsync"/>.</summary>
    internal RawEngine Raw => _raw ?? throw new InvalidOperationException("The engine was not asked for.");

    /// <summary>Starts it when the first test needs it.</summary>
    internal async Task<RawEngine> UseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_raw is null)
            {
                _borrowed = (await ScriptAsync("env")).ExitCode == 0;
                var (code, output) = await ScriptAsync("start");
                Assert.True(code == 0, output);
                (code, output) = await ScriptAsync("env");
                Assert.True(code == 0, output);
                var raw = new RawEngine(output.Split('\n')[0].Split("unix://")[1].Trim());
                await RunnerImage.MakeAsync(raw);
                _raw = raw;
            }

            return _raw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _turn.Dispose();
        if (_raw is not null)
        {
            _raw.Dispose();
            if (!_borrowed)
            {
                await ScriptAsync("remove");
            }
        }
    }

    internal static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "tests", "engine.sh")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("tests/engine.sh is not above the tests.");
        }

        return folder;
    }

    internal static async Task<(int ExitCode, string Output)> RunAsync(params string[] command)
    {
        // To a file: the daemon that the script starts keeps its output open.
        var output = Path.GetTempFileName();
        try
        {
            string[] shell = ["-c", "out=$1; shift; \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, .. command];
            using var process = Process.Start(new ProcessStartInfo("/bin/sh", shell))!;
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await File.ReadAllTextAsync(output, limit.Token));
        }
        finally
        {
            File.Delete(output);
        }
    }

    private Task<(int ExitCode, string Output)> ScriptAsync(string verb) => RunAsync(Path.Combine(Repository(), "tests", _script), verb);
}
