using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Scripts;

/// <summary>On a root folder of its own, with an apt-get that notes what it finds there.</summary>
public sealed class InstallTests : IDisposable
{
    private const string Policy = "usr/sbin/policy-rc.d";
    private const string Cluster = "etc/postgresql-common/createcluster.conf";

    private readonly TemporaryFolder _folder = new();

    public InstallTests()
    {
        _folder.Folder("usr/sbin");
        _folder.Folder("etc/postgresql-common");
        _folder.Folder("run/lock");
        _folder.Program("bin", "apt-cache", "echo known");
        _folder.Program("bin", "systemctl", $"echo \"$@\" >> {_folder.File("disabled")}");
        _folder.Program("bin", "dpkg", "printf '%s\\n' /. /usr/lib/systemd/system \"/usr/lib/systemd/system/$2.service\" /usr/bin/$2");
        _folder.Program("bin", "dpkg-query", "printf installed");
        File.WriteAllText(_folder.File(Cluster), "# untouched\n");
        AptGet("exit 0");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Install_Postgres_StartsNothingAndMakesNoCluster()
    {
        var result = await InstallAsync("postgresql");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["postgresql-common | exit 101 | # untouched", "postgresql | exit 101 | create_main_cluster = false"],
            await File.ReadAllLinesAsync(_folder.File("seen")));
        AssertPutBack(policy: null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("#!/bin/sh\n# mine\nexit 0\n")]
    public async Task Install_Fails_PutsBackWhatWasThere(string? policy)
    {
        WritePolicy(policy);
        AptGet("echo 'E: Unable to locate package'; exit 100");

        var result = await InstallAsync("postgresql");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("E: Unable to locate package", result.Errors, StringComparison.Ordinal);
        AssertPutBack(policy);
    }

    [Fact]
    public async Task Install_Interrupted_PutsBackWhatWasThere()
    {
        WritePolicy("#!/bin/sh\nexit 0\n");
        AptGet($"mkfifo {_folder.File("started")} 2>/dev/null; echo > {_folder.File("started")}");
        using var install = Start("redis-server");
        await UntilAsync(() => File.Exists(_folder.File("started")));

        await install.SignalAsync("TERM");
        await File.ReadAllTextAsync(_folder.File("started"));
        var result = await install.EndAsync(TimeSpan.FromSeconds(120));

        Assert.Equal(130, result.ExitCode);
        AssertPutBack("#!/bin/sh\nexit 0\n");
    }

    [Theory]
    [InlineData("Inst redis-server (7 Debian:12 [amd64])", "disable redis-server.service\n", "redis-server\n")]
    [InlineData("Inst redis-server [6] (7 Debian:12 [amd64])", null, "")]
    [InlineData("Inst libjemalloc2 (5 Debian:12 [amd64])", null, "libjemalloc2\n")]
    [InlineData("", null, "")]
    public async Task Install_OfWhatIsThereOrNot_DisablesAndListsOnlyWhatIsNew(string plan, string? disabled, string added)
    {
        await File.WriteAllTextAsync(_folder.File("list"), "earlier\n");
        AptGet("exit 0", plan);

        var result = await InstallAsync("--list", _folder.File("list"), "redis-server");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(disabled, File.Exists(_folder.File("disabled")) ? await File.ReadAllTextAsync(_folder.File("disabled")) : null);
        Assert.Equal("earlier\n" + added, await File.ReadAllTextAsync(_folder.File("list")));
    }

    [Theory]
    [InlineData("unpacked", "redis-server\n")]
    [InlineData("not-installed", "")]
    public async Task Install_FailsHalfway_ListsWhatGotIn(string status, string added)
    {
        _folder.Program("bin", "dpkg-query", $"printf {status}");
        AptGet("exit 100", "Inst redis-server (7 Debian:12 [amd64])");

        var result = await InstallAsync("--list", _folder.File("list"), "redis-server");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(added, await File.ReadAllTextAsync(_folder.File("list")));
    }

    [Theory]
    [InlineData("redis-server")]
    [InlineData("--put-back")]
    public async Task Install_AfterOneThatWasKilled_PutsBackWhatThatOneSetAside(string argument)
    {
        WritePolicy("#!/bin/sh\nexit 101\n");
        await File.WriteAllTextAsync(_folder.File(Policy + ".familycart-kept"), "#!/bin/sh\n# first\n");

        await InstallAsync(argument);

        AssertPutBack("#!/bin/sh\n# first\n");
    }

    private void AptGet(string script, string plan = "") => _folder.Program(
        "bin",
        "apt-get",
        $"""
        case "$*" in *" -s "*) echo "{plan}"; exit 0 ;; esac
        for name; do :; done
        echo "$name | $(tail -n 1 {_folder.File(Policy)}) | $(head -n 1 {_folder.File(Cluster)})" >> {_folder.File("seen")}
        {script}
        """);

    private void WritePolicy(string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(_folder.File(Policy), text);
        }
    }

    private void AssertPutBack(string? policy)
    {
        Assert.Equal(policy, File.Exists(_folder.File(Policy)) ? File.ReadAllText(_folder.File(Policy)) : null);
        Assert.Equal("# untouched\n", File.ReadAllText(_folder.File(Cluster)));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.familycart-*", SearchOption.AllDirectories));
    }

    private async Task<CommandResult> InstallAsync(params string[] arguments)
    {
        using var install = Start(arguments);
        return await install.EndAsync(TimeSpan.FromSeconds(120));
    }

    private RunningCommand Start(params string[] arguments) => RunningCommand.Start(
        [Repository.File("build/install.sh"), .. arguments],
        new Dictionary<string, string>
        {
            ["FAMILYCART_INSTALL_ROOT"] = _folder.Path,
            ["PATH"] = $"{_folder.Folder("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
        });

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var end = DateTime.UtcNow.AddSeconds(120); !condition(); await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < end);
        }
    }
}
