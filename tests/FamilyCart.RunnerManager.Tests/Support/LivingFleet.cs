using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>GitHub's emulator, a database, and a folder for the scripted runner's processes: all that managers come and go beside.</summary>
internal sealed class LivingFleet : IAsyncDisposable
{
    private const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly string _folder;
    private readonly int _firstUserId;
    private readonly Emulator _github;

    private LivingFleet(string folder, int firstUserId, PostgresDatabase database, Emulator github) =>
        (_folder, _firstUserId, Database, _github) = (folder, firstUserId, database, github);

    public PostgresDatabase Database { get; }

    public EmulatorControl GitHub => _github.Control;

    /// <summary>What a manager of this fleet is configured with: the pool <c>uat</c> with one idle runner, on the host <c>here</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["GitHub:ApiAddress"] = _github.Address.ToString(),
        ["GitHub:Token"] = Token,
        ["GitHub:WriteSpacing"] = "00:00:00",
        ["Pools:uat:Scope"] = "family/cart",
        ["Pools:uat:Labels"] = "self-hosted,uat",
        ["Pools:uat:MinimumIdle"] = "1",
        ["Poll:Interval"] = "00:00:00.5",
        ["Runner:Distribution"] = RunnerDistribution.Folder(),
        ["Runner:Folder"] = Path.Combine(_folder, "runners"),
        ["Runner:FirstUserId"] = $"{_firstUserId}",
        ["Host:Name"] = "here",
    };

    /// <param name="postgres">The server.</param>
    public static async Task<LivingFleet> StartAsync(PostgresFixture postgres)
    {
        var folder = Directory.CreateTempSubdirectory("fleet-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        try
        {
            var database = await Support.Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
            return new LivingFleet(folder, TestUsers.Next(), database, await Emulator.StartAsync(new EmulatorSettings { Token = Token }));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Starts a manager within this process.</summary>
    /// <param name="more">Settings beyond <see cref="Settings"/>, as on a command line.</param>
    public Task<RunningManager> StartManagerAsync(params string[] more) =>
        RunningManager.StartAsync(Database, [.. Settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. Operators.Settings, .. more]);

    /// <summary>Starts a manager as a process of its own.</summary>
    public Task<ServiceProcess> StartProcessAsync() => ServiceProcess.StartAsync(
        typeof(RunnerManagerExtensions).Assembly,
        new Dictionary<string, string>(Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value)))
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__runners"] = Database.RuntimeConnectionString,
            ["GitHub__Mode"] = "emulator",
            ["Shutdown__ReadinessDelay"] = "00:00:00",
        });

    public long Queue(string name, double seconds = 0, params JobStep[] steps)
    {
        var run = GitHub.Queue(new RunRequest("family/cart", [new JobRequest(name, ["self-hosted"], seconds, Steps: steps)]));
        return GitHub.Jobs.Single(job => job.RunId == run.Id).Id;
    }

    public JobView Job(long id) => GitHub.Jobs.Single(job => job.Id == id);

    public Task StartedAsync(long job) => UntilAsync(control => control.Jobs.Single(one => one.Id == job).StartedAt is not null);

    public Task CompletedAsync(long job) => UntilAsync(control => control.Jobs.Single(one => one.Id == job).Life == JobLife.Completed);

    public async Task UntilAsync(Func<EmulatorControl, bool> condition)
    {
        using var limit = new CancellationTokenSource(s_patience);
        await GitHub.UntilAsync(condition, limit.Token);
    }

    /// <summary>Waits until nothing of a runner is left, here and at GitHub.</summary>
    public Task GoneAsync(string runner) => Eventually.IsAsync(
        () => Directory.Exists(Path.Combine(_folder, "runners", runner)) || GitHub.Runners.Any(one => one.Name == runner), left => !left);

    public async ValueTask DisposeAsync()
    {
        await _github.DisposeAsync();
        var driver = new ProcessDriver(new ProcessDriverSettings(null, Path.Combine(_folder, "runners"), _firstUserId), TimeProvider.System, NullLogger<ProcessDriver>.Instance);
        foreach (var name in driver.Names())
        {
            await driver.RemoveAsync(name, CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }
}
