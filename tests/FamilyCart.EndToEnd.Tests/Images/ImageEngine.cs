using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>The engine of tests/engine.sh, for all tests of images; removed at the end, but for one that ran before.</summary>
public sealed class ImageEngine : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    private Dictionary<string, string> _variables = [];
    private bool _borrowed;

    public async Task InitializeAsync()
    {
        if (ImageTools.Obstacle() is not null)
        {
            // Every test says so.
            return;
        }

        _borrowed = (await TryScriptAsync("env")).ExitCode == 0;
        await ScriptAsync("start");
        _variables = (await ScriptAsync("env"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line["export ".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Replace("$PATH", Environment.GetEnvironmentVariable("PATH"), StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        if (_variables.Count > 0 && !_borrowed)
        {
            await ScriptAsync("remove");
        }
    }

    /// <returns>What tests/engine.sh prints.</returns>
    internal static async Task<string> ScriptAsync(params string[] arguments)
    {
        var result = await TryScriptAsync(arguments);
        Assert.True(result.ExitCode == 0, $"engine.sh {string.Join(' ', arguments)}: {result.Errors}");
        return result.Output;
    }

    /// <returns>What the engine's own program says to the question, without the end of the line.</returns>
    internal async Task<string> AskAsync(params string[] question)
    {
        var result = await DockerAsync(question);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Trim();
    }

    internal Task<CommandResult> DockerAsync(params string[] arguments) => RunningCommand.RunAsync(["docker", .. arguments], _variables, s_limit);

    private static Task<CommandResult> TryScriptAsync(params string[] arguments)
    {
        string[] script = [Repository.File("tests/engine.sh"), .. arguments];
        return RunningCommand.RunAsync(Environment.IsPrivilegedProcess ? script : ["sudo", "-n", .. script], limit: s_limit);
    }
}
