using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Faults;

/// <summary>The repository's disk fills up: users notice nothing, the page goes out, and with new room nothing is missing.</summary>
public sealed class FullArchiveTests : IAsyncLifetime
{
    private const long Room = 1_000_000;
    private const long Plenty = 50_000_000;

    // Several times the room: random letters keep more than half of their size in the repository.
    private const string Fill = "insert into item select i, (select string_agg(md5(random()::text || i || j), '') from generate_series(1, 60) j) from generate_series(2001, 4000) i";
    private const string Kept = "select coalesce(string_agg(left(name, 24), ','), '') from pg_ls_archive_statusdir() where name like '%.ready'";

    private BackedUpServer _server = null!;
    private SmallDisk? _disk;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_disk is not null)
        {
            await _disk.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    [MountFact]
    public async Task Archive_Full_ServesOnPagesAndLosesNothing()
    {
        var repository = Path.Combine(_server.BackupFolder, "repository");
        _disk = await SmallDisk.MountAsync(repository, megabytes: 100);
        var (backup, said) = await _server.OpsAsync("backup");
        Assert.True(backup == 0, said);
        await using var service = await BackupService.StartAsync(_server);
        await service.UntilAsync("familycart_archive_failing", failing => failing == 0);
        await _disk.LeaveAsync(Room);

        await _server.RunAsync("shop", Fill);

        // What the alert ArchiveFailing looks at.
        await service.UntilAsync("familycart_archive_failing", failing => failing == 1);
        await service.UntilAsync("familycart_archive_failures", failures => failures > 0);
        await service.UntilAsync("familycart_archive_waiting", segments => segments > 0);
        await _server.RunAsync("shop", "insert into item values (5000, 'while it was full')");
        var kept = (await _server.ReadAsync<string>("shop", Kept)).Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(kept);

        await _disk.LeaveAsync(Plenty);
        await service.UntilAsync("familycart_archive_failing", failing => failing == 0);
        await service.UntilAsync("familycart_archive_waiting", segments => segments == 0);
        Assert.All(kept, segment => Assert.Single(Directory.GetFiles(Path.Combine(repository, "archive"), $"{segment}-*", SearchOption.AllDirectories)));
        await _server.BeatAsync();
        await service.StopAsync();
        var (drill, found) = await _server.OpsAsync("drill");
        Assert.True(drill == 0, found);
        Assert.Contains("shop: 3001 rows", found, StringComparison.Ordinal);
    }
}
