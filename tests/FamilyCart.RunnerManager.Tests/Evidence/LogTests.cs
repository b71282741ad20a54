using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Evidence;

/// <summary>Logs as jobs leave them, in good and in bad faith.</summary>
public sealed class LogTests : IDisposable
{
    private const string Name = "uat-1-abcdefgh";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly int _userId = TestUsers.Next();
    private readonly ScriptedRunner _script = new();
    private readonly ManualTime _time = new();
    private readonly ProcessDriverSettings _driver;
    private readonly EvidenceSettings _settings = EvidenceSettings.Default with { LargestLog = 20_000, Patience = TimeSpan.FromMinutes(2) };

    public LogTests()
    {
        _driver = new ProcessDriverSettings(null, _script.Runners, _userId);
        Directory.CreateDirectory(Path.Combine(_script.Root(Name), "_diag"));
        Directory.CreateDirectory(Path.Combine(_script.Runners, Name, "state"));
        File.WriteAllText(Path.Combine(_script.Runners, Name, "state", "user"), $"{_userId}");
    }

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task LogsAsync_BothLogs_AreThereBelowTheirNames()
    {
        Write("Runner_1.log", "listening\n");
        Write("Worker_1.log", "working\n");
        Write("other.txt", "of no interest\n");

        var text = await LogsAsync();

        Assert.Equal("\n==> Worker_1.log\nworking\n\n==> Runner_1.log\nlistening\n", text);
    }

    [Fact]
    public async Task LogsAsync_LargerThanKept_KeepsTheEndFromALineOn()
    {
        Write("Worker_1.log", string.Concat(Enumerable.Range(0, 10_000).Select(number => $"line {number}\n")));

        var text = await LogsAsync();

        Assert.InRange(text!.Length, 5_000, 20_000);
        Assert.EndsWith("line 9999\n", text, StringComparison.Ordinal);
        Assert.Matches("^\n==> Worker_1.log\nline [0-9]+\n", text);
    }

    [RootFact]
    public async Task LogsAsync_LinkToAFileOfOurs_ShowsNothingOfIt()
    {
        var ours = Path.Combine(_script.Folder, "ours");
        await File.WriteAllTextAsync(ours, "a secret of the manager");
        File.SetUnixFileMode(ours, UnixFileMode.UserRead);
        File.CreateSymbolicLink(Path.Combine(_script.Root(Name), "_diag", "Worker_1.log"), ours);

        Assert.DoesNotContain("a secret of the manager", await LogsAsync() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/tty")]
    public async Task LogsAsync_LinkToWhatIsNoFile_IsLeftOut(string target)
    {
        File.CreateSymbolicLink(Path.Combine(_script.Root(Name), "_diag", "Worker_1.log"), target);
        Write("Worker_2.log", "working\n");

        Assert.Equal("\n==> Worker_2.log\nworking\n", await LogsAsync());
    }

    [EndlessFileFact]
    public async Task LogsAsync_LinkToAFileWithoutAnEnd_IsGivenUp()
    {
        for (var number = 0; number < 50; number++)
        {
            File.CreateSymbolicLink(Path.Combine(_script.Root(Name), "_diag", $"Worker_{number}.log"), EndlessFileFactAttribute.Path);
        }

        // One alone takes most of a minute, on a machine of today.
        Assert.Null(await new ProcessLogs(_driver, _settings with { Patience = TimeSpan.FromSeconds(1) }).LogsAsync(Name, CancellationToken.None).WaitAsync(s_patience));
        await Eventually.IsAsync(() => ProcessTable.OfUser(_userId).Count(), count => count == 0);
    }

    [Fact]
    public async Task LogsAsync_ThousandsOfLogs_ReadsNoMoreThanIsKept()
    {
        // Eight times as much as is kept, with a few programs for each of those that are read.
        for (var number = 0; number < 2_000; number++)
        {
            Write($"Worker_{number}.log", $"line {number} {new string('x', 60)}\n");
        }

        var text = await LogsAsync();

        Assert.InRange(text!.Length, 15_000, 20_000);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogsAsync_NothingThere_IsNull()
    {
        Assert.Null(await LogsAsync());
        Assert.Null(await new ProcessLogs(_driver, _settings).LogsAsync("uat-9-nobody", CancellationToken.None));
    }

    [Fact]
    public async Task SecretsAsync_Credentials_AreFound()
    {
        await File.WriteAllTextAsync(Path.Combine(_script.Root(Name), ".credentials"), """{"scheme":"OAuth","data":{"clientId":"8f2e1c7a-long-client","authorizationUrl":"x"}}""");
        Readable();

        Assert.Contains("8f2e1c7a-long-client", await new ProcessLogs(_driver, _settings).SecretsAsync(Name, CancellationToken.None));
    }

    [Fact]
    public async Task Save_ThenOpen_BringsItBackAndNobodyElseMayReadIt()
    {
        var folder = Folder();
        await folder.SaveAsync(Name, "what happened", CancellationToken.None);

        Assert.Equal("what happened", await folder.ReadAsync(Name, CancellationToken.None));
        var path = Assert.Single(Directory.GetFiles(_script.Runners + "-evidence"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Assert.Null(await folder.ReadAsync("uat-9-nobody", CancellationToken.None));
        Assert.Null(await folder.ReadAsync("../" + Name + "/../../etc/passwd", CancellationToken.None));
    }

    [Fact]
    public async Task Clean_OldAndTooMuch_Go()
    {
        var folder = Folder(EvidenceSettings.Default with { LargestTotal = 100 });
        foreach (var (name, age) in new[] { ("old", 20), ("young", 1), ("younger", 0) })
        {
            await folder.SaveAsync(name, name, CancellationToken.None);
            var path = Path.Combine(_script.Runners + "-evidence", name + ".log.gz");
            File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime.AddDays(-age));
        }

        Assert.Equal(1, folder.Clean());
        Assert.Equal(1, Folder(EvidenceSettings.Default with { LargestTotal = 40 }).Clean());
        Assert.NotNull(await folder.ReadAsync("younger", CancellationToken.None));
        Assert.Null(await folder.ReadAsync("young", CancellationToken.None));
    }

    private LogFolder Folder(EvidenceSettings? settings = null) => new(settings ?? _settings, _driver, _time);

    private Task<string?> LogsAsync()
    {
        Readable();
        return new ProcessLogs(_driver, _settings).LogsAsync(Name, CancellationToken.None);
    }

    // As if the runner's own user had made it all.
    private void Readable()
    {
        foreach (var path in Directory.EnumerateDirectories(_script.Runners, "*", SearchOption.AllDirectories).Append(_script.Runners))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_script.Root(Name), "_diag", name), text);
}
