using System.Globalization;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Drivers;

/// <summary>Jobs that want to stay, to hide, to change what others get, or to lead the clean-up astray.</summary>
public sealed class ProcessIsolationTests : IDisposable
{
    private const string Name = "uat-1-abcdefgh";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private ScriptedRunner? _script;
    private ProcessDriver? _driver;

    public void Dispose()
    {
        foreach (var name in _driver?.Names() ?? [])
        {
            _driver!.RemoveAsync(name, CancellationToken.None).GetAwaiter().GetResult();
        }

        _script?.Dispose();
    }

    [RootFact]
    public async Task RemoveAsync_ProcessesThatForkAway_EndsThemAll()
    {
        // Each starts the next one in a session of its own, and ends.
        await StartAsync("""
            #!/bin/sh
            cd "$(dirname "$0")/.."
            cat >hop <<'HOP'
            #!/bin/sh
            setsid "$0" </dev/null >/dev/null 2>&1 &
            HOP
            chmod +x hop
            for chain in 1 2 3 4; do ./hop; done
            echo "Listening for Jobs"
            """);

        var user = int.Parse(await File.ReadAllTextAsync(Path.Combine(_script!.Runners, Name, "state", "user")), CultureInfo.InvariantCulture);
        await _driver!.RemoveAsync(Name, CancellationToken.None);

        Assert.Empty(ProcessTable.OfUser(user));
        Assert.Empty(_driver.Names());
    }

    [Fact]
    public async Task RemoveAsync_HostileFolder_RemovesItAndNothingElse()
    {
        var victim = Directory.CreateTempSubdirectory("victim-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(victim.FullName, "kept"), "kept");
            // At last something deeper than a path may be long.
            await StartAsync($$"""
                #!/bin/sh
                cd "$(dirname "$0")/.."
                ln -s {{victim.FullName}} link
                mkdir -- -rf '*' '
                ' "$(printf '\377\376')" && touch -- --no-preserve-root
                mkdir locked && touch locked/file && chmod 0 locked
                long=$(printf '%0200d' 0) chain=$(printf '%0200d' 0)
                for count in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do chain=$chain/$long; done
                mkdir -p 1/$chain 2/$chain 3/$chain 4/$chain && mv 4 3/$chain && mv 3 2/$chain && mv 2 1/$chain || exit 1
                echo "Listening for Jobs"
                """);

            await _driver!.RemoveAsync(Name, CancellationToken.None);

            Assert.Empty(_driver.Names());
            Assert.True(File.Exists(Path.Combine(victim.FullName, "kept")));
        }
        finally
        {
            victim.Delete(recursive: true);
        }
    }

    [RootFact]
    public async Task Job_WritesWhereAllMayWrite_LeavesNothingThere()
    {
        await StartAsync($$"""
            #!/bin/sh
            for place in /tmp /var/tmp /dev/shm; do mkdir -p $place/{{_mark}}/deep && touch $place/{{_mark}}/deep/file || exit 1; done
            echo "Listening for Jobs"
            """);

        Assert.Equal(!PrivatePlaces.Possible, Left().Any());
        await _driver!.RemoveAsync(Name, CancellationToken.None);

        Assert.Empty(Left());
    }

    [RootFact]
    public async Task WipeAsync_FilesOfThatUserInSharedPlaces_GoAndOthersStay()
    {
        var (theirs, ours) = ($"/tmp/{_mark}", $"/var/tmp/{_mark}");
        await File.WriteAllTextAsync(ours, "ours");
        await File.WriteAllTextAsync(theirs, "theirs");
        Assert.Equal(0, NativeMethods.ChangeOwner(theirs, 79_001, 79_001));

        await UserTraces.WipeAsync(79_001, CancellationToken.None);

        Assert.Equal([ours], Left());
        File.Delete(ours);
    }

    [RootFact]
    public async Task Job_ChangesItsDistribution_IsRefusedAndTheNextRunnerIsAsItWas()
    {
        await StartAsync("""
            #!/bin/sh
            cd "$(dirname "$0")/.."
            (echo '# changed' >>bin/Runner.Listener) 2>/dev/null && echo changed
            chmod u+w bin/Runner.Listener 2>/dev/null && echo changed
            rm -f bin/Runner.Listener 2>/dev/null && echo changed
            echo "Listening for Jobs"
            """);

        Assert.DoesNotContain("changed", await File.ReadAllTextAsync(Path.Combine(_script!.Runners, Name, "state", "output.log")), StringComparison.Ordinal);
        Assert.Null(await _driver!.StartAsync("uat-2-abcdefgh", Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(_script.Distribution, ProcessDriverSettings.Listener)),
            await File.ReadAllTextAsync(Path.Combine(_script.Root("uat-2-abcdefgh"), ProcessDriverSettings.Listener)));
    }

    [RootFact]
    public async Task Start_AfterOneThatIsGone_GetsAnotherUser()
    {
        const string script = "#!/bin/sh\necho 'Listening for Jobs'";
        await StartAsync(script);
        await _driver!.RemoveAsync(Name, CancellationToken.None);

        Assert.Null(await Driver().StartAsync("uat-2-abcdefgh", Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));

        Assert.Equal("78002", await File.ReadAllTextAsync(Path.Combine(_script!.Runners, "uat-2-abcdefgh", "state", "user")));
    }

    private IEnumerable<string> Left() => ((string[])["/tmp", "/var/tmp", "/dev/shm"]).Select(place => Path.Combine(place, _mark)).Where(Path.Exists);

    private ProcessDriver Driver() => new(Some.DriverSettings(_script!.Distribution, _script.Runners, 78_001), TimeProvider.System, NullLogger<ProcessDriver>.Instance);

    private async Task StartAsync(string listener)
    {
        _script = new ScriptedRunner(listener);
        _driver = Driver();
        Assert.Null(await _driver.StartAsync(Name, Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));
        await Eventually.IsAsync(() => _driver.Look(Name), seen => seen.Listened);
    }
}
