using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Runners as containers of a real engine.</summary>
public abstract class ContainerDriverContract(EngineFixture fixture) : IAsyncLifetime
{
    private const string Name = "uat-1-abcdefgh";
    private const string Secret = "a-secret-of-the-registration";

    private static readonly Pool s_pool = Some.Pool() with { Driver = RunnerDriver.Container, Limits = new RunnerLimits(64 << 20, 0.5) };

    private readonly string _fleet = $"test-{Guid.NewGuid():N}";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"runners-{Guid.NewGuid():N}");
    private readonly List<ContainerHost> _hosts = [];
    private ContainerDriver? _driver;

    private ContainerDriver Driver => _driver ??= Another();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_driver is not null)
        {
            foreach (var name in await _driver.NamesAsync(CancellationToken.None))
            {
                await _driver.RemoveAsync(name, CancellationToken.None);
            }
        }

        _hosts.ForEach(host => host.Dispose());
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [EngineFact]
    public async Task Look_WholeLife_SeesEveryStepAndLeavesNothing()
    {
        await fixture.UseAsync();
        Assert.Equal(Sighting.Nothing, await LookAsync());
        await StartAsync();
        await SeesAsync(seen => seen is { Exists: true, Runs: true, Listened: false });

        await LetAsync("listen");
        await SeesAsync(seen => seen is { Runs: true, Listened: true, Job: null });
        await LetAsync("job");
        await SeesAsync(seen => seen is { Runs: true, Job: "build" });
        Assert.Equal(await LookAsync(), await Another().LookAsync(Name, CancellationToken.None));
        Assert.Equal([Name], await Another().NamesAsync(CancellationToken.None));
        await LetAsync("end", "7");
        await SeesAsync(seen => seen is { Exists: true, Runs: false, Works: false, Job: "build", ExitCode: 7, Reason: null });

        var volume = (await InspectAsync())!["Mounts"]!.AsArray().Single(mount => (string?)mount!["Type"] == "volume")!["Name"]!.GetValue<string>();
        await Driver.RemoveAsync(Name, CancellationToken.None);

        Assert.Equal(Sighting.Nothing, await LookAsync());
        Assert.Empty(await Driver.NamesAsync(CancellationToken.None));
        Assert.Null(await InspectAsync());
        Assert.Null(await fixture.Raw.GetAsync($"volumes/{volume}"));
        Assert.Null(await fixture.Raw.GetAsync($"networks/familycart-{Name}"));
    }

    [EngineFact]
    public async Task Start_Runner_IsNobodyWithNothing()
    {
        await fixture.UseAsync();
        await StartAsync();
        await LetAsync("listen");
        await SeesAsync(seen => seen.Listened);

        var said = await fixture.Raw.LogAsync($"familycart-{Name}");
        Assert.Contains("user 1001:1001 groups 1001", said, StringComparison.Ordinal);
        foreach (var set in (string[])["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"])
        {
            Assert.Contains($"{set}:\t0000000000000000", said, StringComparison.Ordinal);
        }

        Assert.Contains("NoNewPrivs:\t1", said, StringComparison.Ordinal);
        Assert.Contains("Seccomp:\t2", said, StringComparison.Ordinal);
        Assert.DoesNotContain("root is writable", said, StringComparison.Ordinal);
        Assert.DoesNotContain("there is an engine", said, StringComparison.Ordinal);
        Assert.Contains("files -rw------- 1 1001 1001", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
        var inspected = (await InspectAsync())!;
        Assert.DoesNotContain(Secret, inspected.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(".sock", inspected["Mounts"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((false, 64L << 20, 64L << 20, 500_000_000L), (
            inspected["HostConfig"]!["AutoRemove"]!.GetValue<bool>(),
            inspected["HostConfig"]!["Memory"]!.GetValue<long>(),
            inspected["HostConfig"]!["MemorySwap"]!.GetValue<long>(),
            inspected["HostConfig"]!["NanoCpus"]!.GetValue<long>()));
        Assert.Equal(200, inspected["HostConfig"]!["PidsLimit"]!.GetValue<int>());
    }

    [EngineFact]
    public async Task Start_Two_HaveNetworksOfTheirOwn()
    {
        await fixture.UseAsync();
        await StartAsync();
        await StartAsync("uat-2-abcdefgh");

        Assert.Equal(["familycart-uat-1-abcdefgh"], await NetworksAsync(Name));
        Assert.Equal(["familycart-uat-2-abcdefgh"], await NetworksAsync("uat-2-abcdefgh"));
        if (fixture.Engine == "Podman")
        {
            // Docker's are apart always; of Podman's its own API alone tells.
            var network = await fixture.Raw.GetAsync($"/v4.0.0/libpod/networks/familycart-{Name}/json");
            Assert.Equal("true", (string?)network!["options"]!["isolate"]);
        }
    }

    [EngineFact]
    public async Task Look_AboveItsMemory_IsKilledAndTheReasonIsTold()
    {
        await fixture.UseAsync();
        await StartAsync();
        await LetAsync("listen");
        await LetAsync("job");
        await SeesAsync(seen => seen.Job is not null);

        await LetAsync("greed");
        await SaysAsync("Killed");
        await LetAsync("end", "1");

        await SeesAsync(seen => seen is { Runs: false, Works: false, ExitCode: 1 });
        Assert.True((await Host().Usage.LastAsync(Name, CancellationToken.None))!.MemoryKills > 0);
        var seen = await LookAsync();
        Assert.Equal(1, seen.ExitCode);
        if (fixture.Engine == "Docker")
        {
            // Podman tells only when the first process of a container was ended for memory.
            Assert.Equal("out of memory", seen.Reason);
        }
    }

    [EngineFact]
    public async Task Look_WorkerOutlivesItsListener_IsSeenAndKeptUntilItsEnd()
    {
        await fixture.UseAsync();
        await StartAsync();
        await LetAsync("listen");
        await LetAsync("job");
        await LetAsync("work");
        await SaysAsync("a worker runs");
        await LetAsync("end", "3");

        var seen = await SeesAsync(seen => !seen.Runs);
        Assert.Equal((true, 3), (seen.Works, seen.ExitCode));
        Assert.Equal("running", (string?)(await InspectAsync())!["State"]!["Status"]);
    }

    [EngineFact]
    public async Task Look_JobSaysThatItIsOver_IsNotBelievedWhileItsWorkerRuns()
    {
        await fixture.UseAsync();
        await StartAsync();
        await LetAsync("listen");
        await LetAsync("job");
        await LetAsync("work");
        await SaysAsync("a worker runs");

        await LetAsync("run", "echo 'over 0' >/proc/1/fd/2");
        await LetAsync("order", "1");
        await SaysAsync("over 0");
        await SaysAsync("obeyed");

        Assert.Equal(new Sighting(true, Runs: true, Works: false, Listened: true, "build", null), await LookAsync());
        await LetAsync("end", "3");
        Assert.Equal((true, 3), ((await SeesAsync(seen => !seen.Runs)).Works, (await LookAsync()).ExitCode));
    }

    [EngineFact]
    public async Task Interrupt_Idle_EndsItInGoodOrder()
    {
        await fixture.UseAsync();
        await StartAsync();
        await LetAsync("listen");
        await SeesAsync(seen => seen.Listened);

        await Driver.InterruptAsync(Name, CancellationToken.None);

        await SeesAsync(seen => seen is { Runs: false, ExitCode: 0 });
    }

    [EngineFact]
    public async Task Remove_Running_LeavesNothing()
    {
        await fixture.UseAsync();
        await StartAsync();

        await Driver.RemoveAsync(Name, CancellationToken.None);

        Assert.Equal(Sighting.Nothing, await LookAsync());
        Assert.Empty(await Driver.NamesAsync(CancellationToken.None));
    }

    [EngineFact]
    public async Task Remove_OnlyTheNetworkIsLeft_GoesToo()
    {
        await fixture.UseAsync();
        await fixture.Raw.PostAsync("networks/create", new { Name = $"familycart-{Name}", Labels = Labels(_fleet, Name) });
        Assert.Equal([Name], await Driver.NamesAsync(CancellationToken.None));
        Assert.Equal(Sighting.Nothing, await LookAsync());

        await Driver.RemoveAsync(Name, CancellationToken.None);

        Assert.Null(await fixture.Raw.GetAsync($"networks/familycart-{Name}"));
    }

    [EngineFact]
    public async Task Start_NameTakenByAStranger_IsRefusedAndTheStrangerStays()
    {
        await fixture.UseAsync();
        await StrangerAsync($"familycart-{Name}", []);
        try
        {
            Assert.Contains("already in use", await Driver.StartAsync(Name, s_pool, Files(), CancellationToken.None), StringComparison.Ordinal);
            Assert.Equal(Sighting.Nothing, await LookAsync());
            await Driver.InterruptAsync(Name, CancellationToken.None);
            await Driver.RemoveAsync(Name, CancellationToken.None);

            Assert.Equal("running", (string?)(await InspectAsync())!["State"]!["Status"]);
            Assert.Empty(await Driver.NamesAsync(CancellationToken.None));
        }
        finally
        {
            await fixture.Raw.DeleteAsync($"containers/familycart-{Name}?force=1&v=1");
        }
    }

    [EngineFact]
    public async Task Names_StrangersWithOurLabels_AreNotTouched()
    {
        await fixture.UseAsync();
        var strangers = new Dictionary<string, Dictionary<string, string>>
        {
            ["stranger-1"] = Labels(_fleet, Name),
            ["stranger-2"] = Labels(_fleet, "../../etc"),
            ["familycart-uat-9-abcdefgh"] = Labels("another-fleet", "uat-9-abcdefgh"),
            ["familycart-uat-8-abcdefgh"] = Labels(_fleet, "uat-9-abcdefgh"),
        };
        try
        {
            foreach (var (name, labels) in strangers)
            {
                await StrangerAsync(name, labels);
            }

            Assert.Empty(await Driver.NamesAsync(CancellationToken.None));
            foreach (var name in (string[])[Name, "uat-9-abcdefgh", "uat-8-abcdefgh", "../../etc"])
            {
                await Driver.RemoveAsync(name, CancellationToken.None);
            }

            foreach (var name in strangers.Keys)
            {
                Assert.Equal("running", (string?)(await fixture.Raw.GetAsync($"containers/{name}/json"))!["State"]!["Status"]);
            }
        }
        finally
        {
            foreach (var name in strangers.Keys)
            {
                await fixture.Raw.DeleteAsync($"containers/{name}?force=1&v=1");
            }
        }
    }

    [EngineFact]
    public async Task Start_PoolWithBuilder_HasOneBesideItThatGoesWithIt()
    {
        await fixture.UseAsync();
        var builder = Some.Pool() with { Driver = RunnerDriver.Container, Builder = true };
        Assert.Contains("Runner:Container:BuilderImage", await Driver.ObstacleAsync(builder, CancellationToken.None), StringComparison.Ordinal);
        _driver = Another(builderImage: EngineFixture.Image, mirror: new Uri("http://cache:5000"));
        Assert.Null(await _driver.ObstacleAsync(builder, CancellationToken.None));

        Assert.Null(await _driver.StartAsync(Name, builder, Files(), CancellationToken.None));
        await LetAsync("listen");
        await SeesAsync(seen => seen.Listened);

        var beside = (await fixture.Raw.GetAsync($"containers/familycart-{Name}-builder/json"))!;
        Assert.Equal(("running", "1000:1000"), ((string?)beside["State"]!["Status"], (string?)beside["Config"]!["User"]));
        Assert.Equal(await NetworksAsync(Name), await NetworksAsync($"{Name}-builder"));
        Assert.Contains("BUILDKIT_HOST=tcp://builder:1234", await fixture.Raw.LogAsync($"familycart-{Name}"), StringComparison.Ordinal);
        Assert.NotNull(beside["NetworkSettings"]!["Networks"]![$"familycart-{Name}"]!["Aliases"]!.AsArray().SingleOrDefault(alias => (string?)alias == "builder"));
        await _driver.RemoveAsync(Name, CancellationToken.None);
        Assert.Null(await fixture.Raw.GetAsync($"containers/familycart-{Name}-builder/json"));
        Assert.Empty(await _driver.NamesAsync(CancellationToken.None));
    }

    [EngineFact]
    public async Task Obstacle_ImageIsMissing_NamesIt()
    {
        await fixture.UseAsync();

        Assert.Equal(
            "The container engine does not have the image nobody/nothing:1: pull it on this host.",
            await Another(image: "nobody/nothing:1").ObstacleAsync(s_pool, CancellationToken.None));
        Assert.Null(await Driver.ObstacleAsync(s_pool, CancellationToken.None));
    }

    private static Dictionary<string, byte[]> Files() => new() { [".runner"] = "{}"u8.ToArray(), [".credentials"] = Encoding.UTF8.GetBytes(Secret) };

    private static Dictionary<string, string> Labels(string fleet, string runner) => new() { ["familycart.fleet"] = fleet, ["familycart.runner"] = runner };

    private ContainerDriver Another(string? image = EngineFixture.Image, string? builderImage = null, Uri? mirror = null) => Host(image, builderImage, mirror).Driver;

    private ContainerHost Host(string? image = EngineFixture.Image, string? builderImage = null, Uri? mirror = null)
    {
        var host = new ContainerHost(fixture.Raw.Socket, _folder, _fleet, image, builderImage, mirror);
        _hosts.Add(host);
        return host;
    }

    private async Task StartAsync(string name = Name) => Assert.Null(await Driver.StartAsync(name, s_pool, Files(), CancellationToken.None));

    private async Task<Sighting> LookAsync() => await Driver.LookAsync(Name, CancellationToken.None);

    private Task<Sighting> SeesAsync(Func<Sighting, bool> expected) => Eventually.IsAsync(() => LookAsync().GetAwaiter().GetResult(), expected);

    private Task<string> SaysAsync(string words) =>
        Eventually.IsAsync(() => fixture.Raw.LogAsync($"familycart-{Name}").GetAwaiter().GetResult(), said => said.Contains(words, StringComparison.Ordinal));

    private Task LetAsync(string happen, string content = "") => fixture.Raw.PutAsync(
        $"familycart-{Name}", EngineFixture.Steered, FileArchive.Of(new Dictionary<string, byte[]> { [happen] = Encoding.UTF8.GetBytes(content) }, "1001:1001"));

    private Task<JsonNode?> InspectAsync(string name = Name) => fixture.Raw.GetAsync($"containers/familycart-{name}/json");

    private async Task<IReadOnlyList<string>> NetworksAsync(string name) =>
        [.. (await InspectAsync(name))!["NetworkSettings"]!["Networks"]!.AsObject().Select(network => network.Key)];

    private async Task StrangerAsync(string name, Dictionary<string, string> labels)
    {
        await fixture.Raw.PostAsync(string.Create(CultureInfo.InvariantCulture, $"containers/create?name={name}"), new { EngineFixture.Image, Labels = labels, HostConfig = new { NetworkMode = "none" } });
        await fixture.Raw.PostAsync($"containers/{name}/start");
    }
}
