using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Drivers;

public sealed class ProcessDriverTests : IDisposable
{
    private const string Name = "uat-1-abcdefgh";

    private readonly int _firstUserId = TestUsers.Next();
    private readonly ScriptedRunner _script = new();
    private readonly ProcessDriver _driver;

    public ProcessDriverTests() => _driver = Driver();

    public void Dispose()
    {
        foreach (var name in _driver.Names())
        {
            _driver.RemoveAsync(name, CancellationToken.None).GetAwaiter().GetResult();
        }

        _script.Dispose();
    }

    [Fact]
    public void Look_NeverStarted_SeesNothing()
    {
        Assert.Equal(Sighting.Nothing, _driver.Look(Name));
        Assert.Empty(_driver.Names());
    }

    [Fact]
    public void Look_ManagerDiedBeforeItBeganTheListener_IsDeadAtOnce()
    {
        var state = Directory.CreateDirectory(Path.Combine(_script.Runners, Name, "state")).FullName;
        Assert.True(_driver.Look(Name) is { Exists: true, Runs: false });
        File.WriteAllBytes(Path.Combine(state, "begun"), []);
        Assert.True(_driver.Look(Name) is { Exists: true, Runs: true });
    }

    [Fact]
    public async Task Look_WholeLife_SeesEveryStep()
    {
        await StartAsync();
        await SeesAsync(seen => seen is { Exists: true, Runs: true, Listened: false });

        _script.Let(Name, "listen");
        await SeesAsync(seen => seen is { Runs: true, Listened: true, Job: null });
        _script.Let(Name, "job");
        await SeesAsync(seen => seen is { Runs: true, Job: "build" });
        _script.Let(Name, "end", "7");
        await SeesAsync(seen => seen is { Exists: true, Runs: false, Job: "build", ExitCode: 7 });
    }

    [Fact]
    public async Task Start_Listener_RunsAloneInItsFolderWithItsFilesAndNothingOfOurs()
    {
        Environment.SetEnvironmentVariable("A_SECRET_OF_THE_MANAGER", "planted-secret");
        await StartAsync();
        _script.Let(Name, "listen");
        await SeesAsync(seen => seen.Listened);

        var root = _script.Root(Name);
        Assert.Equal("run", (await File.ReadAllTextAsync(Path.Combine(root, "arguments"))).Trim());
        Assert.Equal("credentials", await File.ReadAllTextAsync(Path.Combine(root, ".credentials")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(root, ".credentials")));
        var environment = await File.ReadAllTextAsync(Path.Combine(root, "environment"));
        Assert.Contains($"HOME={root}", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", environment, StringComparison.Ordinal);
        var user = (await File.ReadAllTextAsync(Path.Combine(root, "whoami"))).Trim();
        Assert.Equal(Environment.IsPrivilegedProcess, user == $"{_firstUserId}");
    }

    [RootFact]
    public async Task Start_Several_GivesEachAUserOfItsOwn()
    {
        var names = new[] { "uat-1-aaaaaaaa", "uat-2-bbbbbbbb", "uat-3-cccccccc" };
        await Task.WhenAll(names.Select(name => StartAsync(name)));

        var users = new List<string>();
        foreach (var name in names)
        {
            users.Add(await Eventually.IsAsync(() => Whoami(name), who => who.Length > 0));
        }

        Assert.Equal([_firstUserId, _firstUserId + 1, _firstUserId + 2], users.Select(user => int.Parse(user, CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public async Task Look_ByAnotherManager_SeesTheSame()
    {
        await StartAsync();
        _script.Let(Name, "listen");
        _script.Let(Name, "job");
        await SeesAsync(seen => seen.Job is not null);

        Assert.Equal(_driver.Look(Name), Driver().Look(Name));
        Assert.Equal([Name], Driver().Names());
    }

    [Fact]
    public async Task Interrupt_Idle_EndsItInGoodOrder()
    {
        await StartAsync();
        _script.Let(Name, "listen");
        await SeesAsync(seen => seen.Listened);

        _driver.Interrupt(Name);

        await SeesAsync(seen => seen is { Runs: false, ExitCode: 0 });
    }

    [Fact]
    public async Task RemoveAsync_Running_LeavesNothing()
    {
        await StartAsync();
        // It is written after the listener began.
        var file = Path.Combine(_script.Runners, Name, "state", "process");
        await SeesAsync(seen => seen.Runs && File.Exists(Path.Combine(_script.Root(Name), "arguments")) && File.Exists(file));
        var process = (await File.ReadAllTextAsync(file)).Trim().Split(' ');

        await _driver.RemoveAsync(Name, CancellationToken.None);

        Assert.Equal(Sighting.Nothing, _driver.Look(Name));
        Assert.False(ProcessTable.Runs(int.Parse(process[0], CultureInfo.InvariantCulture), process[1]));
    }

    [Fact]
    public async Task RemoveAsync_JustStarted_LeavesNothing()
    {
        for (var count = 0; count < 10; count++)
        {
            await StartAsync();
            await _driver.RemoveAsync(Name, CancellationToken.None);

            Assert.Equal(Sighting.Nothing, _driver.Look(Name));
            Assert.Empty(ProcessTable.OfOursWith(Path.Combine(_script.Runners, Name, "state"), Path.Combine(_script.Runners, Name, "private")));
        }
    }

    [Fact]
    public async Task Start_WithoutADistribution_SaysWhatIsMissing()
    {
        var driver = new ProcessDriver(new ProcessDriverSettings(null, _script.Runners, _firstUserId), TimeProvider.System, NullLogger<ProcessDriver>.Instance);

        Assert.Contains("Runner:Distribution", await driver.StartAsync(Name, Some.Pool(), Files, CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SameNameTwice_IsRefused()
    {
        await StartAsync();

        Assert.NotNull(await _driver.StartAsync(Name, Some.Pool(), Files, CancellationToken.None));
    }

    private static Dictionary<string, byte[]> Files => new() { [".runner"] = "{}"u8.ToArray(), [".credentials"] = Encoding.UTF8.GetBytes("credentials") };

    private ProcessDriver Driver() =>
        new(new ProcessDriverSettings(_script.Distribution, _script.Runners, _firstUserId), TimeProvider.System, NullLogger<ProcessDriver>.Instance);

    private async Task StartAsync(string name = Name) => Assert.Null(await _driver.StartAsync(name, Some.Pool(), Files, CancellationToken.None));

    private Task<Sighting> SeesAsync(Func<Sighting, bool> expected) => Eventually.IsAsync(() => _driver.Look(Name), expected);

    private string Whoami(string name) => Path.Combine(_script.Root(name), "whoami") is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : "";
}
