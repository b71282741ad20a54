using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Faults;

/// <summary>While the archive cannot be written nothing is lost: the server keeps its segments, says so, and delivers them afterwards.</summary>
public sealed class ArchiveFaultTests : IAsyncLifetime
{
    private BackedUpServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await BackedUpServer.StartAsync();
        var (code, output) = await _server.OpsAsync("backup");
        Assert.True(code == 0, output);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("gone")]
    [InlineData("unwritable")]
    public async Task Archive_CannotBeWritten_KeepsEverySegmentUntilItCan(string fault)
    {
        var archive = Path.Combine(_server.BackupFolder, "repository", "archive");
        var away = archive + ".away";
        Directory.Move(archive, away);
        if (fault == "unwritable")
        {
            // A file where the folder was: nobody, not even root, can make anything below it.
            await File.WriteAllTextAsync(archive, "");
        }

        var failures = await FailuresAsync();
        await _server.RunAsync("postgres", "select pg_logical_emit_message(true, 'test', 'something')");
        var segment = await _server.ReadAsync<string>("postgres", "select pg_walfile_name(pg_switch_wal())");
        await Waiting.UntilAsync(async () => await FailuresAsync() > failures, "the archiver to fail");
        var (code, output) = await _server.OpsAsync("backup");
        Assert.True(code == 1, output);
        Assert.True(await _server.ReadAsync<bool>("postgres", $"select exists (select from pg_ls_archive_statusdir() where name = '{segment}.ready')"));

        File.Delete(archive);
        Directory.Move(away, archive);

        await _server.BeatAsync();
        var (drill, said) = await _server.OpsAsync("drill");
        Assert.True(drill == 0, said);
    }

    [Fact]
    public async Task Repository_OfADiskThatIsNotMounted_IsNotBegunAnew()
    {
        Directory.Move(_server.BackupFolder, _server.BackupFolder + ".away");

        var (code, output) = await _server.OpsAsync("backup");

        Assert.True(code == 1, output);
        Assert.Contains("The repository holds nothing, but it did", output, StringComparison.Ordinal);
        Directory.Delete(_server.BackupFolder, recursive: true);
        Directory.Move(_server.BackupFolder + ".away", _server.BackupFolder);
        await _server.BeatAsync();
        var (drill, said) = await _server.OpsAsync("drill");
        Assert.True(drill == 0, said);
    }

    private Task<long> FailuresAsync() => _server.ReadAsync<long>("postgres", "select failed_count from pg_stat_archiver");
}
