using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Faults;

/// <summary>What is missing or damaged in the repository is found by a drill, and by nobody's customers.</summary>
public sealed class RepositoryFaultTests : IAsyncLifetime
{
    private const int Failed = 1;
    private const int Usage = 2;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await BackedUpServer.StartAsync();
        var (code, output) = await _server.OpsAsync("backup");
        Assert.True(code == 0, output);
        await _server.BeatAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Drill_SegmentMissing_FailsAndNamesIt()
    {
        var segment = await _server.ArchiveAsync();
        await _server.ArchiveAsync();
        Damaged.File(_server.Archived(segment), "gone");

        await FailsAsync("The replay ended in segment");
    }

    [Fact]
    public async Task Drill_LastSegmentMissing_FailsThoughNothingComesAfterIt()
    {
        Damaged.File(_server.Archived(await _server.ArchiveAsync()), "gone");

        await FailsAsync("The replay ended in segment");
    }

    [Theory]
    [InlineData("flipped", true)]
    [InlineData("truncated", true)]
    [InlineData("flipped", false)]
    [InlineData("truncated", false)]
    public async Task Drill_SegmentDamaged_Fails(string damage, bool isLast)
    {
        await _server.RunAsync("shop", "insert into item select i, 'late' from generate_series(2000, 3000) i");
        var segment = await _server.ArchiveAsync();
        if (!isLast)
        {
            await _server.ArchiveAsync();
        }

        Damaged.File(_server.Archived(segment), damage);

        // A bit may spoil the whole file, which cannot be decompressed then, or a record in it.
        string[] reasons = ["The replay ended in segment", .. damage == "flipped" && isLast ? [$"The last segment of the log, {segment}, is damaged"] : Array.Empty<string>()];
        await FailsAsync(reasons);
    }

    [Fact]
    public async Task Drill_FileOfBaseBackupCutOff_Fails()
    {
        Damaged.File(_server.LargestOfBaseBackup(), "truncated");

        await FailsAsync("a file of the repository is damaged, cut off or of another key");
    }

    [Fact]
    public async Task Drill_RepositoryGone_FailsAndSaysSo()
    {
        Directory.Delete(Path.Combine(_server.BackupFolder, "repository"), recursive: true);

        await FailsAsync("The repository holds no base backup");
    }

    [Fact]
    public async Task Drill_ProgramsOfAnotherVersion_AreRefusedByName()
    {
        var programs = await _server.ProgramsOfAsync("99.1");

        var (code, output) = await BackedUpServer.OpsAsync(_server.Environment(("Backup__Programs", programs)), "drill");

        Assert.Equal(Failed, code);
        Assert.Contains("has version 99; set Backup:Programs to version 15", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_WithAnotherKey_IsRefusedAndTheServerArchivesOn()
    {
        var (code, output) = await BackedUpServer.OpsAsync(_server.Environment(("Backup__EncryptionKey", "another key of twenty")), "drill");

        Assert.Equal(Usage, code);
        Assert.Contains("not those by which the server archives", output, StringComparison.Ordinal);
        Assert.DoesNotContain("another key", output, StringComparison.Ordinal);
        await _server.BeatAsync();
    }

    [Fact]
    public async Task Drill_SettingsWrittenByAnEarlierVersion_AreTakenForTheSame()
    {
        var file = new BackupFolders(_server.BackupFolder).Configuration;
        var earlier = (await File.ReadAllTextAsync(file)).Replace("compress-level=1\n", "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, earlier);

        var (code, output) = await _server.OpsAsync("drill");

        Assert.True(code == 0, output);
        Assert.Contains("compress-level=1", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private async Task FailsAsync(params string[] reasons)
    {
        var (code, output) = await _server.OpsAsync("drill");

        Assert.True(code == Failed, output);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
        Assert.True(reasons.Any(words => output.Contains(words, StringComparison.Ordinal)), output);
        Assert.Equal(1000, await _server.ReadAsync<long>("shop", "select count(*) from item where id <= 1000"));
    }
}
