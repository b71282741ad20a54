using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>A new server in the place of an old one, beside the old one's repository.</summary>
public sealed class AdoptServerTests : IAsyncLifetime
{
    private const int Failed = 1;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task AdoptServer_AfterTheDataFolderWasMadeAnew_GoesOnWithTheNewOne()
    {
        await DoneAsync("backup");
        await _server.MakeAnewAsync();

        var (code, output) = await _server.OpsAsync("backup");

        Assert.True(code == Failed, output);
        Assert.Contains("it belongs to another server: name another Backup:Folder, or another Backup:Copy if it is the copy's, or, if this server takes that one's place, run: ops adopt-server", output, StringComparison.Ordinal);
        await DoneAsync("adopt-server");
        await DoneAsync("backup");
        await _server.BeatAsync();
        Assert.Contains("shop: 1000 rows", await DoneAsync("drill"), StringComparison.Ordinal);
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        var (code, output) = await _server.OpsAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
        return output;
    }
}
