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
        File.Delete(Archived(segment));

        await FailsAsync("The replay ended in segment");
    }

    [Fact]
    public async Task Drill_LastSegmentMissing_FailsThoughNothingComesAfterIt()
    {
        File.Delete(Archived(await _server.ArchiveAsync()));

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

        Damage(Archived(segment), damage);

        await FailsAsync("The replay ended in segment|The last segment of the log");
    }

    [Fact]
    public async Task Drill_FileOfBaseBackupCutOff_Fails()
    {
        var files = Directory.GetFiles(Path.Combine(_server.BackupFolder, "repository", "backup", "uat"), "*.zst", SearchOption.AllDirectories);
        Damage(files.MaxBy(file => new FileInfo(file).Length)!, "truncated");

        await FailsAsync("");
    }

    [Fact]
    public async Task Drill_RepositoryGone_FailsAndSaysSo()
    {
        Directory.Delete(Path.Combine(_server.BackupFolder, "repository"), recursive: true);

        await FailsAsync("There is no base backup|holds no base backup");
    }

    [Fact]
    public async Task Drill_ProgramsOfAnotherVersion_AreRefusedByName()
    {
        var programs = _server.Beside("programs");
        Directory.CreateDirectory(programs);
        await File.WriteAllTextAsync(Path.Combine(programs, "postgres"), "#!/bin/sh\necho 'postgres (PostgreSQL) 99.1'\n");
        File.SetUnixFileMode(Path.Combine(programs, "postgres"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

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

    private async Task FailsAsync(string reason)
    {
        var (code, output) = await _server.OpsAsync("drill");

        Assert.True(code == Failed, output);
        Assert.Contains("FAILED", output, StringComparison.Ordinal);
        Assert.True(reason.Split('|').Any(words => output.Contains(words, StringComparison.Ordinal)), output);
        Assert.Equal(1000, await _server.ReadAsync<long>("shop", "select count(*) from item where id <= 1000"));
    }

    private string Archived(string segment) =>
        Assert.Single(Directory.GetFiles(Path.Combine(_server.BackupFolder, "repository", "archive"), $"{segment}-*", SearchOption.AllDirectories));

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        if (damage == "truncated")
        {
            bytes = bytes[..(bytes.Length / 2)];
        }
        else
        {
            bytes[bytes.Length / 2] ^= 1;
        }

        File.WriteAllBytes(file, bytes);
    }
}
