using System.Text.Json;
using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>The operator's commands on a real server: what was lost comes back.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Restore_AfterAMigrationThatWentWrong_BringsBackWhatWasThereAtItsRestorePoint()
    {
        var (backup, first) = await _server.OpsAsync("backup");
        Assert.True(backup == 0, first);
        var (point, said) = await _server.OpsAsync("restore-point", "deployment-42");
        Assert.True(point == 0, said);
        await _server.RunAsync("shop", "drop table item");
        await _server.ArchiveAsync();

        var (code, output) = await _server.OpsAsync("restore", "--to", "deployment-42", "--into", _server.Beside("restored"));

        Assert.True(code == 0, output);
        Assert.Contains("The living server is as it was", output, StringComparison.Ordinal);
        Assert.Equal(1000, await RestoredServer.ReadAsync<long>(_server, _server.Beside("restored"), "shop", "select count(*) from item"));
    }

    [Fact]
    public async Task Restore_ToAMomentOfTheLastMinute_BringsBackWhatWasThereThen()
    {
        var (backup, first) = await _server.OpsAsync("backup");
        Assert.True(backup == 0, first);
        await _server.BeatAsync();
        await _server.RunAsync("shop", "insert into item values (2000, 'wanted')");
        var moment = await _server.ReadAsync<DateTime>("shop", "select clock_timestamp()");
        await _server.RunAsync("shop", "select pg_sleep(0.01); drop table item");

        var (code, output) = await _server.OpsAsync("restore", "--to", moment.ToString("O"), "--into", _server.Beside("restored"));

        Assert.True(code == 0, output);
        Assert.Equal(1001, await RestoredServer.ReadAsync<long>(_server, _server.Beside("restored"), "shop", "select count(*) from item"));
    }

    [Fact]
    public async Task Drill_ToAPastMoment_BringsBackItsHeartbeat()
    {
        var (backup, first) = await _server.OpsAsync("backup");
        Assert.True(backup == 0, first);
        await _server.BeatAsync();
        await _server.BeatAsync();

        // Between the two heartbeats: one is back, beside the note that there is a repository.
        var (code, output) = await _server.OpsAsync("drill", "--past");

        Assert.True(code == 0, output);
        Assert.Contains("backup: 2 rows in 2 tables", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OfTheRepository_BringsEverythingBackAlone()
    {
        var settings = _server.Environment(("Backup__Copy__Folder", _server.Beside("copy")));
        var (backup, first) = await BackedUpServer.OpsAsync(settings, "backup");
        Assert.True(backup == 0, first);
        await _server.BeatAsync();
        Directory.Move(Path.Combine(_server.BackupFolder, "repository"), _server.Beside("lost"));
        Directory.Move(_server.Beside("copy"), Path.Combine(_server.BackupFolder, "repository"));

        var (code, output) = await BackedUpServer.OpsAsync(settings, "drill");

        Assert.True(code == 0, output);
        Assert.Contains("shop: 1000 rows", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_OfADump_IsWholeAndProvesItselfAlone()
    {
        var settings = _server.Environment(("Backup__Copy__Folder", _server.Beside("copy")));
        foreach (var kind in new[] { "full", "dump" })
        {
            var (made, said) = await BackedUpServer.OpsAsync(settings, "backup", "--kind", kind);
            Assert.True(made == 0, said);
        }

        var own = Assert.Single(Directory.GetDirectories(Path.Combine(_server.BackupFolder, "dumps")));
        var copy = Assert.Single(Directory.GetDirectories(Path.Combine(_server.Beside("copy"), "dumps")));
        Assert.Equal(["SHA256SUMS", "backup.dump.enc", "globals.sql.enc", "shop.dump.enc"], Directory.GetFiles(copy).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(own), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(copy, Path.GetFileName(file)))));

        Directory.Delete(own, recursive: true);
        Directory.Move(copy, own);
        await _server.BeatAsync();
        var (code, output) = await BackedUpServer.OpsAsync(settings, "drill");
        Assert.True(code == 0, output);
        Assert.Contains("the dump restores", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_OfADumpThatWasChanged_FailsAndSaysWhere()
    {
        foreach (var kind in new[] { "full", "dump" })
        {
            var (made, said) = await _server.OpsAsync("backup", "--kind", kind);
            Assert.True(made == 0, said);
        }

        await _server.BeatAsync();
        var dump = Assert.Single(Directory.GetDirectories(Path.Combine(_server.BackupFolder, "dumps")));
        var file = Path.Combine(dump, "shop.dump.enc");
        var content = await File.ReadAllBytesAsync(file);
        content[^20] ^= 1;
        await File.WriteAllBytesAsync(file, content);

        await FailsAsync("shop.dump.enc: its checksum is another");
        File.Delete(file);
        await FailsAsync("shop.dump.enc: it is missing");
        var sums = Path.Combine(dump, "SHA256SUMS");
        await File.WriteAllLinesAsync(sums, (await File.ReadAllLinesAsync(sums)).Where(line => !line.Contains("globals", StringComparison.Ordinal)));
        await FailsAsync("it has no globals.sql");
    }

    private async Task FailsAsync(string reason)
    {
        var (code, output) = await _server.OpsAsync("drill");
        Assert.True(code == 1, output);
        Assert.Contains(reason, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_OfTheNewestBackup_MeasuresWhatWouldBeLost()
    {
        var (backup, first) = await _server.OpsAsync("backup");
        Assert.True(backup == 0, first);
        var (dump, second) = await _server.OpsAsync("backup", "--kind", "dump");
        Assert.True(dump == 0, second);
        await _server.BeatAsync();

        var (code, output) = await _server.OpsAsync("drill", "--json");

        Assert.True(code == 0, output);
        var drill = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..(output.LastIndexOf('}') + 1)]).RootElement;
        Assert.InRange(drill.GetProperty("recoveryPoint").GetDouble(), 0, 300);
        Assert.Equal(1000, drill.GetProperty("databases").GetProperty("shop").GetProperty("public.item").GetInt64());
        Assert.Contains(drill.GetProperty("checks").EnumerateArray(), check => check.GetString() == "the dump restores");
    }
}
