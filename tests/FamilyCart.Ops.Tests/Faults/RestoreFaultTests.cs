using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Faults;

/// <summary>A restore from a repository that something is wrong with: it says what, and what it has made so far takes nobody's place.</summary>
public sealed class RestoreFaultTests : IAsyncLifetime
{
    private const int Failed = 1;
    private const int TargetTaken = 4;
    private const int NothingToRestore = 5;

    private BackedUpServer _server = null!;
    private string _target = "";

    public async Task InitializeAsync()
    {
        _server = await BackedUpServer.StartAsync();
        _target = _server.Beside("restored");
        var (code, output) = await _server.OpsAsync("backup");
        Assert.True(code == 0, output);
        await _server.BeatAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("gone")]
    [InlineData("flipped")]
    [InlineData("truncated")]
    public async Task Restore_SegmentDamaged_FailsAndNamesIt(string damage)
    {
        await _server.RunAsync("shop", "insert into item select i, 'late' from generate_series(2001, 3000) i");
        var segment = await _server.ArchiveAsync();
        await _server.ArchiveAsync();
        Damaged.File(_server.Archived(segment), damage);

        await FailsHalfMadeAsync("latest", "The replay ended in segment");
    }

    // One that is gone, with its server, has left nothing that knows of it.
    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    public async Task Restore_LastSegmentDamagedAndServerGone_FailsAndNamesIt(string damage)
    {
        await _server.RunAsync("shop", "insert into item select i, 'late' from generate_series(2001, 3000) i");
        var segment = await _server.ArchiveAsync();
        await _server.Server.StopAsync();
        Damaged.File(_server.Archived(segment), damage);

        await FailsHalfMadeAsync("latest", segment);
    }

    [Fact]
    public async Task Restore_SegmentBeforeTheMomentMissing_Fails()
    {
        var segment = await _server.ArchiveAsync();
        await _server.RunAsync("shop", "insert into item values (2000, 'wanted')");
        var moment = await _server.ReadAsync<DateTime>("shop", "select clock_timestamp()");
        await _server.ArchiveAsync();
        Damaged.File(_server.Archived(segment), "gone");

        await FailsHalfMadeAsync(moment.ToString("O"), "The log cannot be replayed: recovery ended before configured recovery target was reached");
    }

    [Fact]
    public async Task Restore_BaseBackupCutOff_FailsAndSaysSo()
    {
        Damaged.File(_server.LargestOfBaseBackup(), "truncated");

        await FailsHalfMadeAsync("latest", "The base backup cannot be restored: a file of the repository is damaged, cut off or of another key");
    }

    [Fact]
    public async Task Restore_ProgramsOfAnotherVersion_AreRefusedByName()
    {
        var programs = await _server.ProgramsOfAsync("99.1");

        await FailsAsync("latest", Failed, "has version 99; set Backup:Programs to version 15", ("Backup__Programs", programs));
        Assert.False(Directory.Exists(_target));
    }

    [Fact]
    public async Task Restore_RepositoryGone_HasNothingAndSaysSo()
    {
        Directory.Delete(Path.Combine(_server.BackupFolder, "repository"), recursive: true);

        await FailsAsync("latest", NothingToRestore, "The repository holds no base backup");
        Assert.False(Directory.Exists(_target));
    }

    private async Task<string> FailsAsync(string to, int expected, string reason, params (string Key, string Value)[] settings)
    {
        var (code, output) = await BackedUpServer.OpsAsync(_server.Environment(settings), "restore", "--to", to, "--into", _target);

        Assert.True(code == expected, $"{code} {output}");
        Assert.Contains(reason, output, StringComparison.Ordinal);
        return output;
    }

    // What is there by then is neither put in the server's place nor written over.
    private async Task FailsHalfMadeAsync(string to, string reason)
    {
        Assert.Contains($"{_target} is half made", await FailsAsync(to, Failed, reason), StringComparison.Ordinal);
        var before = Directory.GetFileSystemEntries(_target);
        foreach (var arguments in new string[][] { ["restore", "--to", "latest", "--into", _target], ["switch", "--to", _target, "--yes"] })
        {
            var (code, output) = await _server.OpsAsync(arguments);

            Assert.True(code == TargetTaken, $"{arguments[0]}: {code} {output}");
        }

        Assert.Equal(before, Directory.GetFileSystemEntries(_target));
    }
}
