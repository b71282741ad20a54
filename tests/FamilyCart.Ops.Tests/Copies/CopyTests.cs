using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Copies;

/// <summary>When a copy begins, and that none begins behind anybody's back.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private const int Failed = 1;
    private const int NothingToRestore = 5;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Copy_ThatIsAddedAfterASwitch_BringsTheServerBackByItself()
    {
        await DoneAsync(_server.Environment(), "backup");
        await _server.BeatAsync();
        await DoneAsync(_server.Environment(), "restore", "--to", "latest", "--into", _server.Server.Folder + ".restored");
        await _server.Server.StopAsync();
        await DoneAsync(_server.Environment(), "switch", "--to", _server.Server.Folder + ".restored", "--yes");
        await _server.Server.RestartAsync();
        await _server.BeatAsync();

        ForgetSettings();
        await DoneAsync(WithCopy, "backup");
        await _server.RunAsync("shop", "insert into item values (2000, 'after the base backup')");
        await _server.BeatAsync();
        await _server.BeatAsync();
        Directory.Move(Path.Combine(_server.BackupFolder, "repository"), _server.Beside("away"));

        await DoneAsync(WithCopy, "restore", "--to", "latest", "--from", "copy", "--into", _server.Beside("again"));
        Assert.Equal(1001, await RestoredServer.ReadAsync<long>(_server, _server.Beside("again"), "shop", "select count(*) from item"));
        Assert.Contains(" of the copy: succeeded", await DoneAsync(WithCopy, "drill", "--past"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_ToAMomentBetweenASwitchAndTheNextBaseBackup_FollowsTheServerAlsoWithACopy()
    {
        await DoneAsync(WithCopy, "backup");
        await _server.BeatAsync();
        await DoneAsync(WithCopy, "restore", "--to", "latest", "--into", _server.Server.Folder + ".restored");
        await _server.Server.StopAsync();
        await DoneAsync(WithCopy, "switch", "--to", _server.Server.Folder + ".restored", "--yes");
        await _server.Server.RestartAsync();
        await _server.BeatAsync();
        await _server.RunAsync("shop", "insert into item values (2000, 'after the switch')");
        var moment = await _server.ReadAsync<DateTime>("shop", "select clock_timestamp()");
        await _server.RunAsync("shop", "select pg_sleep(1.1); insert into item values (3000, 'later')");

        // Each of these looks for what the copy lacks.
        await DoneAsync(WithCopy, "backup", "--kind", "dump");
        await DoneAsync(WithCopy, "backup");

        await DoneAsync(WithCopy, "restore", "--to", moment.ToString("O"), "--into", _server.Beside("again"));
        Assert.Equal(1001, await RestoredServer.ReadAsync<long>(_server, _server.Beside("again"), "shop", "select count(*) from item"));
    }

    [Fact]
    public async Task Copy_ThatWasThereAndIsEmpty_IsNotBegunAnewUnlessItIsSaid()
    {
        await DoneAsync(WithCopy, "backup");
        Directory.Move(Copy, _server.Beside("away"));
        Directory.CreateDirectory(Copy);

        foreach (var kind in new[] { "full", "dump" })
        {
            var (code, output) = await BackedUpServer.OpsAsync(WithCopy, "backup", "--kind", kind);
            Assert.True(code == Failed, output);
            Assert.Contains("holds nothing, but it did", output, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(Copy));
        Directory.Delete(Copy);
        Assert.Contains($"Begun anew, for it held nothing: the copy in {Copy}.", await DoneAsync(WithCopy, "adopt-server"), StringComparison.Ordinal);
        await DoneAsync(WithCopy, "backup");
        Assert.Contains(" copy ", await DoneAsync(WithCopy, "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_WithoutABaseBackup_IsNamedAndTheDrillTakesTheFirst()
    {
        await DoneAsync(_server.Environment(), "backup");
        await _server.BeatAsync();
        await _server.BeatAsync();
        ForgetSettings();
        await DoneAsync(WithCopy, "adopt-server");

        var (code, output) = await BackedUpServer.OpsAsync(WithCopy, "restore", "--to", "latest", "--from", "copy", "--into", _server.Beside("again"));
        var drill = await DoneAsync(WithCopy, "drill", "--past");

        Assert.True(code == NothingToRestore, output);
        Assert.Contains($"The copy in {Copy} holds no base backup: see that Backup:Copy is what it was.", output, StringComparison.Ordinal);
        Assert.Contains("not checked the copy: it holds no base backup yet", drill, StringComparison.Ordinal);
        Assert.DoesNotContain(" of the copy", drill.Split('\n').First(line => line.StartsWith("Drill to", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private string Copy => _server.Beside("copy");

    private Dictionary<string, string> WithCopy => _server.Environment(("Backup__Copy__Folder", Copy));

    // The server archives by the settings of the next command.
    private void ForgetSettings() => File.Delete(Path.Combine(_server.BackupFolder, "pgbackrest.conf"));

    private static async Task<string> DoneAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var (code, output) = await BackedUpServer.OpsAsync(settings, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
        return output;
    }
}
