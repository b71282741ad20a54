using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>The engine of tests/engine.sh, for all tests of images; removed at the end, but for one that ran before.</summary>
public sealed class ImageEngine : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    private bool _borrowed;

    /// <summary>What makes a program use it; nothing where none can be had.</summary>
    internal IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether it has the images of a whole topology by now, which no later test changes.</summary>
    internal bool HasTopology { get; set; }

    public async Task InitializeAsync()
    {
        if (ImageTools.Obstacle() is not null)
        {
            // Every test says so.
            return;
        }

        _borrowed = (await TryScriptAsync("env")).ExitCode == 0;
        await ScriptAsync("start");
        await RefreshAsync();
    }

    public async Task DisposeAsync()
    {
        if (Variables.Count > 0 && !_borrowed)
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

    internal Task<CommandResult> DockerAsync(params string[] arguments) => RunningCommand.RunAsync(["docker", .. arguments], Variables, s_limit);

    /// <summary>A program as the engine's own PATH finds it.</summary>
    internal string Program(string name) =>
        Variables.GetValueOrDefault("PATH", Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? name;

    /// <summary>Asks again what makes a program use it: some of it is fetched only when it is needed.</summary>
    internal async Task RefreshAsync() => Variables = Exported(await ScriptAsync("env"));

    private static Dictionary<string, string> Exported(string lines) => lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line["export ".Length..].Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Replace("$PATH", Environment.GetEnvironmentVariable("PATH"), StringComparison.Ordinal));

    private static Task<CommandResult> TryScriptAsync(params string[] arguments)
    {
        // Tests of other rooms start and stop the clone's own at the same time.
        string[] script = ["env", "FAMILYCART_ENGINE=images", Repository.File("tests/engine.sh"), .. arguments];
        return RunningCommand.RunAsync(Environment.IsPrivilegedProcess ? script : ["sudo", "-n", .. script], limit: s_limit);
    }
}
