using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>A restored folder takes the place of the server's, and the archive follows it from then on.</summary>
public sealed class SwitchTests : IAsyncLifetime
{
    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Switch_AfterATableWasDropped_GoesOnFromThereAndCanBeRestoredAgain()
    {
        await DoneAsync("backup");
        await _server.BeatAsync();
        await DoneAsync("restore-point", "before-the-mistake");
        await _server.RunAsync("shop", "drop table item");
        await _server.ArchiveAsync();
        await DoneAsync("restore", "--to", "before-the-mistake", "--into", _server.Server.Folder + ".restored");

        await TakesThePlaceAsync(_server.Server.Folder + ".restored");

        Assert.Equal(1000, await _server.ReadAsync<long>("shop", "select count(*) from item"));
        await _server.RunAsync("shop", "insert into item values (9999, 'after the switch')");
        await _server.BeatAsync();

        // The archive has two branches now. The end of it is that of the one that lives.
        await DoneAsync("restore", "--to", "latest", "--into", _server.Beside("again"));
        Assert.Equal(1001, await RestoredServer.ReadAsync<long>(_server, _server.Beside("again"), "shop", "select count(*) from item"));
        await DoneAsync("drill");
    }

    [Fact]
    public async Task Restore_ToAMomentThatASwitchLeftBehind_BringsItBack()
    {
        await DoneAsync("backup");
        await _server.BeatAsync();
        var early = await MomentAsync();
        await _server.RunAsync("shop", "insert into item values (2000, 'left behind')");
        await DoneAsync("backup");
        var late = await MomentAsync();
        await _server.BeatAsync();
        await DoneAsync("restore", "--to", early, "--into", _server.Server.Folder + ".restored");
        await TakesThePlaceAsync(_server.Server.Folder + ".restored");
        await _server.RunAsync("shop", "insert into item values (3000, 'after the switch')");
        await _server.BeatAsync();

        await DoneAsync("restore", "--to", late, "--into", _server.Beside("undone"));
        await DoneAsync("restore", "--to", "latest", "--into", _server.Beside("again"));

        const string Which = "select string_agg(id::text, ' ' order by id) from item where id > 1000";
        Assert.Equal("2000", await RestoredServer.ReadAsync<string>(_server, _server.Beside("undone"), "shop", Which));
        Assert.Equal("3000", await RestoredServer.ReadAsync<string>(_server, _server.Beside("again"), "shop", Which));
        await DoneAsync("drill");
    }

    [Fact]
    public async Task Switch_ToAFolderThatAnotherHasOvertaken_IsRefused()
    {
        await DoneAsync("backup");
        await _server.BeatAsync();
        var moment = await MomentAsync();
        await DoneAsync("restore", "--to", moment, "--into", _server.Server.Folder + ".first");
        await DoneAsync("restore", "--to", moment, "--into", _server.Server.Folder + ".second");
        await TakesThePlaceAsync(_server.Server.Folder + ".first");
        await _server.BeatAsync();
        await _server.Server.StopAsync();

        var (code, output) = await _server.OpsAsync("switch", "--to", _server.Server.Folder + ".second", "--yes");

        Assert.Equal((int)ExitCode.TargetTaken, code);
        Assert.Contains("restore once more", output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_server.Server.Folder + ".second"));
    }

    /// <summary>A moment with something before and something behind it.</summary>
    private async Task<string> MomentAsync()
    {
        var moment = await _server.ReadAsync<DateTime>("shop", "select clock_timestamp()");
        await _server.RunAsync("shop", "select pg_sleep(0.01); create table if not exists later (at timestamptz); insert into later values (now())");
        return moment.ToString("O");
    }

    private async Task TakesThePlaceAsync(string folder)
    {
        await _server.Server.StopAsync();
        await DoneAsync("switch", "--to", folder, "--yes");
        await _server.Server.RestartAsync();
    }

    private async Task DoneAsync(params string[] arguments)
    {
        var (code, output) = await _server.OpsAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
    }
}
