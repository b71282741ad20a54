using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Copies;

/// <summary>A new machine: an empty server of another identity, and nothing of the old one but the copy.</summary>
public sealed class MachineGoneTests(StoreFixture store) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private const int Failed = 1;
    private const int NothingToRestore = 5;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public Task Folder_OfTheCopy_BringsTheServerBack() =>
        ComesBackAsync(() => Directory.Exists(Path.Combine(_server.Beside("copy"), "dumps")), ("Backup__Copy__Folder", _server.Beside("copy")));

    [StoreFact]
    [Trait("Needs", "Npm")]
    public async Task Bucket_OfTheCopy_BringsTheServerBack()
    {
        var copy = await store.CopyAsync();
        await ComesBackAsync(() => Directory.Exists(Path.Combine(copy.Objects, "dumps")), copy.Settings);
    }

    private async Task ComesBackAsync(Func<bool> dumps, params (string Key, string Value)[] copy)
    {
        var settings = _server.Environment(copy);
        await DoneAsync("backup");
        await _server.RunAsync("shop", "insert into item values (2000, 'after the base backup')");
        await _server.BeatAsync();
        Directory.Delete(_server.BackupFolder, recursive: true);
        await _server.MakeAnewAsync();

        // What the service does there first: the copy is another server's, and stays it.
        var (code, output) = await BackedUpServer.OpsAsync(settings, "backup");
        Assert.True(code == Failed, output);
        Assert.Contains("ops adopt-server", output, StringComparison.Ordinal);
        (code, output) = await BackedUpServer.OpsAsync(settings, "backup", "--kind", "dump");
        Assert.True(code == Failed, output);
        Assert.Contains("The dump is not copied: ", output, StringComparison.Ordinal);
        Assert.False(dumps());
        Assert.DoesNotContain(" full ", await DoneAsync("list"), StringComparison.Ordinal);
        Assert.Contains(" full ", await DoneAsync("list", "--from", "copy"), StringComparison.Ordinal);

        var restored = _server.Server.Folder + ".restored";
        (code, output) = await BackedUpServer.OpsAsync(settings, "restore", "--to", "latest", "--into", restored);
        Assert.True(code == NothingToRestore, output);
        Assert.Contains("--from copy restores from it", output, StringComparison.Ordinal);

        await DoneAsync("restore", "--to", "latest", "--from", "copy", "--into", restored);
        await _server.Server.StopAsync();
        await DoneAsync("switch", "--to", restored, "--yes");
        await _server.Server.RestartAsync();
        Assert.Equal(1001, await _server.ReadAsync<long>("shop", "select count(*) from item"));

        await DoneAsync("adopt-server");
        await DoneAsync("backup");
        await _server.BeatAsync();
        await DoneAsync("restore", "--to", "latest", "--from", "copy", "--into", _server.Beside("again"));
        Assert.Equal(1001, await RestoredServer.ReadAsync<long>(_server, _server.Beside("again"), "shop", "select count(*) from item"));

        async Task<string> DoneAsync(params string[] arguments)
        {
            var (ended, said) = await BackedUpServer.OpsAsync(settings, arguments);
            Assert.True(ended == 0, $"{string.Join(' ', arguments)}: {ended} {said}");
            return said;
        }
    }
}
