using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>What is known of runners in containers, from a real engine: their use, their logs, their silence, and who follows them.</summary>
public abstract class ContainerWatchContract(EngineFixture fixture) : IAsyncLifetime
{
    protected const string Name = "uat-1-abcdefgh";
    private const string Secret = "a-secret-of-the-registration";

    private static readonly Pool s_pool = Some.Pool() with { Driver = RunnerDriver.Container, Limits = new RunnerLimits(256 << 20, 1) };

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"runners-{Guid.NewGuid():N}");
    private readonly string _fleet = $"test-{Guid.NewGuid():N}";
    private readonly List<ContainerHost> _hosts = [];
    private int _orders;

    private protected ContainerHost? Host { get; private set; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.Driver.RemoveAsync(Name, CancellationToken.None);
        }

        _hosts.ForEach(host => host.Dispose());
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [EngineFact]
    public async Task Usage_WorkingContainer_IsCountedToItsEnd()
    {
        await BeginAsync();
        var before = await Host!.Usage.ReadAsync(Name, CancellationToken.None);
        var empty = await Host.Usage.DiskBytesAsync(Name, CancellationToken.None);

        await ObeyAsync("truncate -s 5000000 large; text=x; while [ ${#text} -lt 50000000 ]; do text=$text$text; done");
        var after = await Host.Usage.ReadAsync(Name, CancellationToken.None);
        var full = await Host.Usage.DiskBytesAsync(Name, CancellationToken.None);
        await LetAsync("end", "0");
        await SeesAsync(seen => seen is { Runs: false, Works: false, ExitCode: 0, Job: "build" });
        var last = await Host.Usage.LastAsync(Name, CancellationToken.None);

        Assert.True(before!.ProcessorSeconds > 0);
        Assert.True(after!.ProcessorSeconds > before.ProcessorSeconds);
        Assert.True(last!.ProcessorSeconds >= after.ProcessorSeconds);
        Assert.InRange(last.PeakMemoryBytes!.Value, 50_000_000, 256 << 20);
        Assert.InRange(last.MemoryBytes!.Value, 1, 50_000_000);
        Assert.Equal((256L << 20, 0L), (last.MemoryLimitBytes, last.MemoryKills));
        Assert.InRange((full - empty)!.Value, 5_000_000, 5_100_000);
        Assert.Equal("exited", (string?)(await InspectAsync())!["State"]!["Status"]);
        // The exit code is the listener's all the same.
        Assert.Equal(0, (await Host.Driver.LookAsync(Name, CancellationToken.None)).ExitCode);
    }

    [EngineFact]
    public async Task Usage_EnginesOwnCounts_AgreeWithTheKernels()
    {
        await BeginAsync();
        var view = (await Host!.Own.FindAsync(Name, CancellationToken.None))!;

        var engine = ContainerUsage.Of((await Host.Client.StatsAsync(view.Id!, CancellationToken.None))!)!;
        var kernel = LocalContainer.Of(view)!.Group.Use();

        Assert.Equal(kernel.MemoryLimitBytes, engine.MemoryLimitBytes);
        Assert.InRange(engine.ProcessorSeconds!.Value, 0.001, kernel.ProcessorSeconds!.Value);
        Assert.InRange(engine.MemoryBytes!.Value, 1, kernel.MemoryLimitBytes!.Value);
        // Nothing is counted of one that has ended, and nothing of it is made up.
        await Host.Client.KillAsync(view.Id!, CancellationToken.None);
        Assert.Null(await Host.Client.StatsAsync(view.Id!, CancellationToken.None) is { } over ? ContainerUsage.Of(over) : null);
        Assert.Null(await Host.Usage.LastAsync(Name, CancellationToken.None));
        Assert.Null(await Host.Usage.ReadAsync("uat-9-nobody", CancellationToken.None));
    }

    [EngineFact]
    public async Task Logs_OfAJob_AreReadWithTheirSecrets()
    {
        await BeginAsync();
        await ObeyAsync("mkdir -p _diag/pages; echo listening >_diag/Runner_1.log; echo working >_diag/Worker_1.log; echo no >_diag/other.txt; echo no >_diag/pages/Worker_2.log");

        Assert.Equal("\n==> Worker_1.log\nworking\n\n==> Runner_1.log\nlistening\n", await Host!.Logs.LogsAsync(Name, CancellationToken.None));
        Assert.Contains(Secret, await Host.Logs.SecretsAsync(Name, CancellationToken.None));
        Assert.Equal("exited", (string?)(await InspectAsync())!["State"]!["Status"]);
        Assert.Null(await Host.Logs.LogsAsync("uat-9-nobody", CancellationToken.None));
        Assert.Empty(await Host.Logs.SecretsAsync("uat-9-nobody", CancellationToken.None));
    }

    [EngineFact]
    public async Task Logs_LinksAndPipes_ShowNothing()
    {
        await BeginAsync();
        await ObeyAsync("mkdir _diag; ln -s /etc/hostname _diag/Worker_1.log; ln -s ../../../../../etc/shadow _diag/Worker_2.log; ln -s /dev/zero _diag/Worker_3.log; echo working >_diag/Worker_4.log; rm .credentials; ln -s /etc/hostname .credentials");

        Assert.Equal("\n==> Worker_4.log\nworking\n", await Host!.Logs.LogsAsync(Name, CancellationToken.None));
        Assert.Empty(await Host.Logs.SecretsAsync(Name, CancellationToken.None));
    }

    [EngineFact]
    public async Task Logs_FolderIsALink_LeadsNowhereElse()
    {
        await BeginAsync();
        await ObeyAsync("mkdir other; echo working >other/Worker_1.log; ln -s other _diag");

        // What Podman finds behind it is the container's all the same.
        Assert.Equal(fixture.Engine == "Podman" ? "\n==> Worker_1.log\nworking\n" : null, await Host!.Logs.LogsAsync(Name, CancellationToken.None));
    }

    [EngineFact]
    public async Task Logs_FileWithoutAnEnd_IsGivenUpAndTheOthersStay()
    {
        await BeginAsync();
        await ObeyAsync("mkdir _diag; echo working >_diag/Worker_1.log; truncate -s 1000G _diag/Worker_2.log");

        Assert.Equal("\n==> Worker_1.log\nworking\n", await Host!.Logs.LogsAsync(Name, CancellationToken.None));
    }

    [EngineFact]
    public async Task Remove_PausedContainer_LeavesNothingAndKeepsItsEvidence()
    {
        await BeginAsync();
        await ObeyAsync("mkdir _diag; echo working >_diag/Worker_1.log");
        await fixture.Raw.PostAsync($"containers/familycart-{Name}/pause");

        Assert.True((await Host!.Usage.LastAsync(Name, CancellationToken.None))!.ProcessorSeconds > 0);
        Assert.Equal("\n==> Worker_1.log\nworking\n", await Host.Logs.LogsAsync(Name, CancellationToken.None));
        await Host.Driver.RemoveAsync(Name, CancellationToken.None);

        Assert.Equal(Sighting.Nothing, await Host.Driver.LookAsync(Name, CancellationToken.None));
    }

    [EngineFact]
    public async Task Driver_ImageTakenOutOfTheSettings_FollowsAndEndsWhatRuns()
    {
        await BeginAsync();

        var next = Another(image: null);
        Assert.True(next.Driver.IsUsed);
        Assert.Contains("Runner:Container:Image", await next.Driver.ObstacleAsync(s_pool, CancellationToken.None), StringComparison.Ordinal);
        Assert.Equal([Name], await next.Driver.NamesAsync(CancellationToken.None));
        Assert.True((await next.Driver.LookAsync(Name, CancellationToken.None)) is { Runs: true, Job: "build" });
        await next.Driver.RemoveAsync(Name, CancellationToken.None);

        // The last one is gone: neither this manager nor the next depends on an engine any more.
        Assert.Empty(await next.Driver.NamesAsync(CancellationToken.None));
        Assert.False(next.Driver.IsUsed);
        Assert.False(Another(image: null).Driver.IsUsed);
    }

    [EngineFact]
    public async Task EngineWatch_RealEngine_IsNamed()
    {
        await fixture.UseAsync();
        var host = Another();
        using var watch = new EngineWatch(host.Driver, host.Client, host.Board, TimeProvider.System, NullLogger<EngineWatch>.Instance);

        await watch.LookAsync(CancellationToken.None);

        var said = (string)(await fixture.Raw.GetAsync("version"))!["Version"]!;
        Assert.Equal(new EngineReport(fixture.Engine, said, null, null), host.Board.Current);
    }

    protected async Task BeginAsync(bool job = true)
    {
        await fixture.UseAsync();
        Host = Another();
        Assert.Null(await Host.Driver.ObstacleAsync(s_pool, CancellationToken.None));
        var files = new Dictionary<string, byte[]> { [".credentials"] = Encoding.UTF8.GetBytes("{\"data\":{\"clientId\":\"" + Secret + "\",\"url\":\"x\"}}") };
        Assert.Null(await Host.Driver.StartAsync(Name, s_pool, files, CancellationToken.None));
        await LetAsync("listen");
        await SeesAsync(seen => seen.Listened);
        if (job)
        {
            await LetAsync("job");
            await SeesAsync(seen => seen.Job is not null);
        }
    }

    private ContainerHost Another(string? image = EngineFixture.Image)
    {
        var host = new ContainerHost(fixture.Raw.Socket, _folder, _fleet, image, evidence: EvidenceSettings.Default with { LargestLog = 20_000 });
        _hosts.Add(host);
        return host;
    }

    /// <summary>Lets the runner run a script, and waits until it has.</summary>
    protected async Task ObeyAsync(string script)
    {
        var order = (++_orders).ToString(CultureInfo.InvariantCulture);
        await LetAsync("run", script);
        await LetAsync("order", order);
        await Eventually.IsAsync(() => fixture.Raw.LogAsync($"familycart-{Name}").GetAwaiter().GetResult(), said => said.Contains($"obeyed {order}", StringComparison.Ordinal));
    }

    private Task LetAsync(string happen, string content = "") => fixture.Raw.PutAsync(
        $"familycart-{Name}", EngineFixture.Steered, FileArchive.Of(new Dictionary<string, byte[]> { [happen] = Encoding.UTF8.GetBytes(content) }, "1001:1001"));

    private Task<Sighting> SeesAsync(Func<Sighting, bool> expected) =>
        Eventually.IsAsync(() => Host!.Driver.LookAsync(Name, CancellationToken.None).AsTask().GetAwaiter().GetResult(), expected);

    private Task<JsonNode?> InspectAsync() => fixture.Raw.GetAsync($"containers/familycart-{Name}/json");
}
