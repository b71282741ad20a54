using FamilyCart.Ops.Tests.Support;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Copies;

/// <summary>The service and the copy that its settings name.</summary>
public sealed class CopyServiceTests : IAsyncLifetime
{
    private const string Full = "familycart_backup_job_timestamp_seconds{job_kind=\"full\"";
    private const string Dump = "familycart_backup_job_timestamp_seconds{job_kind=\"dump\"";
    private const string Proven = "familycart_backup_proven_timestamp_seconds{form=";

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Start_CopyThatIsNewInTheSettings_IsArchivedIntoAtOnce_AndOneThatIsGoneNoMore()
    {
        var full = await RunAsync();

        await using (var service = await BackupService.StartAsync(_server, WithCopy))
        {
            await Waiting.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(Copy, "archive", "uat", "archive.info"))), "the copy to be begun");
            var segment = await _server.ArchiveAsync();
            Assert.Single(Directory.GetFiles(Path.Combine(Copy, "archive"), $"{segment}-*", SearchOption.AllDirectories));
            Assert.Equal(full, await service.ReadAsync(Full));
            await service.StopAsync();
        }

        await using var without = await BackupService.StartAsync(_server);
        await Waiting.UntilAsync(
            async () => !(await File.ReadAllTextAsync(Path.Combine(_server.BackupFolder, "pgbackrest.conf"))).Contains("repo2-path", StringComparison.Ordinal), "the copy to be taken out");
        var later = await _server.ArchiveAsync();
        Assert.Empty(Directory.GetFiles(Path.Combine(Copy, "archive"), $"{later}-*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Dump_ThatCannotBeCopied_IsCopiedLaterAndNotMadeAnew()
    {
        // A file where a folder should be: not even root can make anything below it.
        ToolProcess.Run(ToolAccount.For("postgres").Command(["mkdir", Copy]));
        await File.WriteAllTextAsync(Path.Combine(Copy, "dumps"), "");
        await using var service = await BackupService.StartAsync(_server, [.. WithCopy, ("Backup__Schedule__Retry", "00:00:01")]);

        await service.UntilAsync(Dump, at => at > 0);
        await service.UntilAsync("familycart_backup_job_failures_total{job_kind=\"dump-copy\"", failures => failures > 0);
        Assert.Null(await service.ReadAsync($"{Proven}\"dump-copy\""));
        File.Delete(Path.Combine(Copy, "dumps"));

        var moment = await service.UntilAsync($"{Proven}\"dump-copy\"", at => at > 0);
        var dump = Assert.Single(Directory.GetDirectories(Path.Combine(_server.BackupFolder, "dumps")));
        Assert.Equal(Path.GetFileName(dump), DateTimeOffset.FromUnixTimeSeconds((long)moment).ToString("yyyyMMdd'T'HHmmss'Z'"));
        Assert.Equal(Path.GetFileName(dump), Path.GetFileName(Assert.Single(Directory.GetDirectories(Path.Combine(Copy, "dumps")))));

        Assert.True(await service.ReadAsync("familycart_backup_copy_timestamp_seconds") > 0);
        Assert.Null(await service.ReadAsync($"{Proven}\"copy\""));
        await _server.BeatAsync();
        await _server.BeatAsync();
        await Waiting.UntilAsync(async () => (await BackedUpServer.OpsAsync(_server.Environment(WithCopy), "drill", "--past")).ExitCode == 0, "a drill between the service's own jobs");
        Assert.True(await service.ReadAsync($"{Proven}\"copy\"") >= moment);
    }

    private string Copy => _server.Beside("copy");

    private (string Key, string Value)[] WithCopy => [("Backup__Copy__Folder", Copy)];

    // Until a base backup is there, and nothing else is due for a day.
    private async Task<double> RunAsync()
    {
        await using var service = await BackupService.StartAsync(_server);
        await service.UntilAsync(Dump, at => at > 0);
        var full = await service.UntilAsync(Full, at => at > 0);
        await service.StopAsync();
        return full;
    }
}
