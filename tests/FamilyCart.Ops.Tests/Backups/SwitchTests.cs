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

        await _server.Server.StopAsync();
        await DoneAsync("switch", "--to", _server.Server.Folder + ".restored", "--yes");
        await _server.Server.RestartAsync();

        Assert.Equal(1000, await _server.ReadAsync<long>("shop", "select count(*) from item"));
        await _server.RunAsync("shop", "insert into item values (9999, 'after the switch')");
        await _server.BeatAsync();

        // The archive has two branches now. The end of it is that of the one that lives.
        await DoneAsync("restore", "--to", "latest", "--into", _server.Beside("again"));
        Assert.Equal(1001, await RestoredServer.ReadAsync<long>(_server, _server.Beside("again"), "shop", "select count(*) from item"));
        await DoneAsync("drill");
    }

    private async Task DoneAsync(params string[] arguments)
    {
        var (code, output) = await _server.OpsAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
    }
}
