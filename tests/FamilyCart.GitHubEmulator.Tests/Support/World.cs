using System.Text;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Jobs;

namespace FamilyCart.GitHubEmulator.Tests.Support;

/// <summary>An emulator with a client of all rights, and what belongs to it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const string Repository = "family/cart";

    public const string Runners = $"repos/{Repository}/actions/runners";

    private const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly List<RunnerProcess> _processes = [];

    private World(Emulator emulator) => (Emulator, GitHub) = (emulator, new GitHubClient(emulator.Address, Token));

    public Emulator Emulator { get; }

    public EmulatorControl Control => Emulator.Control;

    public GitHubClient GitHub { get; }

    public static async Task<World> StartAsync(EmulatorSettings? settings = null, TimeProvider? time = null) =>
        new(await Emulator.StartAsync((settings ?? new EmulatorSettings()) with { Token = Token }, time));

    public static RunRequest Run(params IReadOnlyList<JobRequest> jobs) => new(Repository, jobs);

    public static JobRequest Job(string name = "build", params IReadOnlyList<JobStep> steps) => new(name, ["self-hosted", "uat"], Steps: steps);

    public async Task<JsonNode> MintAsync(string name, string path = Runners) =>
        await GitHubClient.JsonAsync(await GitHub.PostAsync(path + "/generate-jitconfig", Body(name)));

    public static object Body(string name) => new { name, runner_group_id = 1, labels = new[] { "self-hosted", "uat" }, work_folder = "_work" };

    /// <summary>Mints a runner, writes its files and starts its listener.</summary>
    public async Task<RunnerProcess> StartRunnerAsync(string name, IReadOnlyDictionary<string, string>? environment = null)
    {
        var runner = RunnerProcess.Make();
        _processes.Add(runner);
        runner.Write((await MintAsync(name))["encoded_jit_config"]!.GetValue<string>());
        runner.Start(environment);
        return runner;
    }

    /// <summary>The same, once its listener waits for a job.</summary>
    public async Task<RunnerProcess> StartListeningAsync(string name, IReadOnlyDictionary<string, string>? environment = null)
    {
        var runner = await StartRunnerAsync(name, environment);
        await UntilAsync(control => control.Runners.Any(found => found.Name == name && found.Polling));
        return runner;
    }

    public RunnerProcess MakeRunner()
    {
        var runner = RunnerProcess.Make();
        _processes.Add(runner);
        return runner;
    }

    public async Task UntilAsync(Func<EmulatorControl, bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        await Control.UntilAsync(condition, limit.Token);
    }

    public Task UntilAsync(long job, JobLife life) => UntilAsync(control => control.Jobs.Any(found => found.Id == job && found.Life == life));

    public JobView JobOf(long id) => Control.Jobs.Single(job => job.Id == id);

    public static IReadOnlyDictionary<string, byte[]> Files(string encoded) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)))!.AsObject()
            .ToDictionary(file => file.Key, file => Convert.FromBase64String(file.Value!.GetValue<string>()));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        GitHub.Dispose();
        await Emulator.DisposeAsync();
    }
}
