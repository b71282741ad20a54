using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>
/// The engine of tests/engine.sh, with images of this machine's own packages. Only root may run one, so another account needs sudo
/// that asks for no password. Stopped and removed at the end of the test, but for one that ran before.
/// </summary>
internal sealed class ContainerEngine : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly bool _borrowed;
    private IReadOnlyList<string> _earlier = [];

    private ContainerEngine(IReadOnlyDictionary<string, string> variables, bool borrowed) => (Variables, _borrowed) = (variables, borrowed);

    /// <summary>What makes a program use it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Starts it, unless it runs, and makes the images.</summary>
    public static async Task<ContainerEngine> StartAsync()
    {
        var borrowed = (await TryScriptAsync("env")).ExitCode == 0;
        try
        {
            await ScriptAsync("start");
            await ScriptAsync("images");
            var engine = new ContainerEngine(Exported(await ScriptAsync("env")), borrowed);
            engine._earlier = await engine.ListAsync();
            return engine;
        }
        catch when (!borrowed)
        {
            await TryScriptAsync("remove");
            throw;
        }
    }

    /// <summary>What the engine's own program prints, a line an entry.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(params string[] question)
    {
        var result = await RunningCommand.RunAsync(["docker", .. question], Variables);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Containers, running or not, and networks that were not there at the start.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync() => [.. (await ListAsync()).Except(_earlier)];

    public async ValueTask DisposeAsync()
    {
        if (!_borrowed)
        {
            await ScriptAsync("remove");
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync() =>
    [
        .. await AskAsync("container", "ls", "--all", "--format", "container {{.Names}}"),
        .. await AskAsync("network", "ls", "--filter", "type=custom", "--format", "network {{.Name}}"),
    ];

    private static Dictionary<string, string> Exported(string lines) => lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line["export ".Length..].Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Replace("$PATH", Environment.GetEnvironmentVariable("PATH"), StringComparison.Ordinal));

    private static async Task<string> ScriptAsync(string command)
    {
        var result = await TryScriptAsync(command);
        Assert.True(result.ExitCode == 0, $"engine.sh {command}: {result.Errors}");
        return result.Output;
    }

    private static Task<CommandResult> TryScriptAsync(string command)
    {
        string[] script = [Repository.File("tests/engine.sh"), command];
        return RunningCommand.RunAsync(Environment.IsPrivilegedProcess ? script : ["sudo", "-n", .. script], limit: s_limit);
    }
}
