using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>
/// The engine of tests/engine.sh, with images of this machine's own packages. Only root may run one, so another account needs sudo
/// that asks for no password. Stopped and removed at the end of the test.
/// </summary>
internal sealed class ContainerEngine : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private ContainerEngine(IReadOnlyDictionary<string, string> variables) => Variables = variables;

    /// <summary>What makes a program use it.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Starts it and makes the images.</summary>
    public static async Task<ContainerEngine> StartAsync()
    {
        await ScriptAsync("start");
        var export = await ScriptAsync("env");
        await ScriptAsync("images");
        return new ContainerEngine(export
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Replace("$PATH", Environment.GetEnvironmentVariable("PATH"), StringComparison.Ordinal)));
    }

    /// <summary>What the engine's own program prints, a line an entry.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(params string[] question)
    {
        var result = await RunningCommand.RunAsync(["docker", .. question], Variables);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Containers, running or not, and networks, but for those that every engine has.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync() =>
    [
        .. await AskAsync("container", "ls", "--all", "--format", "container {{.Names}}"),
        .. await AskAsync("network", "ls", "--filter", "type=custom", "--format", "network {{.Name}}"),
    ];

    public async ValueTask DisposeAsync() => await ScriptAsync("remove");

    private static async Task<string> ScriptAsync(string command)
    {
        string[] script = [Repository.File("tests/engine.sh"), command];
        var result = await RunningCommand.RunAsync(Environment.IsPrivilegedProcess ? script : ["sudo", "-n", .. script], limit: s_limit);
        Assert.True(result.ExitCode == 0, $"engine.sh {command}: {result.Errors}");
        return result.Output;
    }
}
