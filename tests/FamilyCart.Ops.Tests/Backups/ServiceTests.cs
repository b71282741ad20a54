using System.Text.Json.Nodes;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Tests.Support;
using Npgsql;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>The service's jobs, of which it remembers over a restart what they came to.</summary>
public sealed class ServiceTests : IAsyncLifetime
{
    private const string Full = "familycart_backup_job_timestamp_seconds{job_kind=\"full\"";
    private const string Dump = "familycart_backup_job_timestamp_seconds{job_kind=\"dump\"";
    private const string FullFailures = "familycart_backup_job_failures_total{job_kind=\"full\"";

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Service_AfterARestart_DoesOnlyWhatIsDue()
    {
        double full, dump;
        await using (var service = await BackupService.StartAsync(_server))
        {
            full = await service.UntilAsync(Full, at => at > 0);
            dump = await service.UntilAsync(Dump, at => at > 0);
            await service.StopAsync();
        }

        await MakeDumpDueAsync();

        // A full backup that is due comes before a dump that is due.
        await using var again = await BackupService.StartAsync(_server);
        await again.UntilAsync(Dump, at => at > dump);
        Assert.Equal(full, await again.ReadAsync(Full));
    }

    [Fact]
    public async Task Service_StateThatCannotBeWritten_IsAFailureThatCounts()
    {
        // Nothing is renamed over a folder, not even by root.
        Directory.CreateDirectory(State);

        await using var service = await BackupService.StartAsync(_server);

        await service.UntilAsync(FullFailures, failures => failures > 0);
        Assert.Null(await service.ReadAsync(Full));
    }

    [Fact]
    public async Task Service_WhosePasswordIsReplaced_GoesOnWithTheNewOne()
    {
        const string Replaced = "the-one-that-came-after";
        var login = new NpgsqlConnectionStringBuilder(_server.Connection);
        var folder = Directory.CreateDirectory(_server.Beside("secrets")).FullName;
        var file = Path.Combine(folder, "backup-password");
        await File.WriteAllTextAsync(file, login.Password);
        login.Password = "{secret:backup-password}";
        await using var service = await BackupService.StartAsync(_server, ("Secrets__Folder", folder), ("ConnectionStrings__backup", login.ConnectionString));
        var dump = await service.UntilAsync(Dump, at => at > 0);

        await _server.RunAsync("postgres", $"alter role backup password '{Replaced}'");
        await File.WriteAllTextAsync(file, Replaced);
        await MakeDumpDueAsync();

        dump = await service.UntilAsync(Dump, at => at > dump);

        // As a replacement leaves it that is cut off before the server knows the new one.
        await File.WriteAllTextAsync(file, $"the-one-that-nobody-knows-yet\n{Replaced}");
        await MakeDumpDueAsync();

        await service.UntilAsync(Dump, at => at > dump);
        Assert.Equal(0, await service.ReadAsync("familycart_backup_job_failures_total{job_kind=\"dump\"") ?? 0);
    }

    // While no job is at it, which would write what it had read before.
    private async Task MakeDumpDueAsync()
    {
        IDisposable? turn = null;
        await Waiting.UntilAsync(() => Task.FromResult((turn = OpsLock.TryTake(_server.Settings)) is not null), "the service's job to end");
        using var taken = turn;
        var state = JsonNode.Parse(await File.ReadAllTextAsync(State))!;
        foreach (var times in new[] { "Succeeded", "Attempted" })
        {
            state[times]!["Dump"] = DateTimeOffset.UtcNow.AddDays(-2);
        }

        await File.WriteAllTextAsync(State, state.ToJsonString());
    }

    private string State => Path.Combine(_server.BackupFolder, "state.json");
}
