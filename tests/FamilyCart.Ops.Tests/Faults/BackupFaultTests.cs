using System.Text.Json;
using FamilyCart.Ops.Tests.Support;

namespace FamilyCart.Ops.Tests.Faults;

/// <summary>What happens to a base backup that something comes between.</summary>
public sealed class BackupFaultTests : IAsyncLifetime
{
    private const int Failed = 1;
    private const int Busy = 3;

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Backup_ServerKilledMeanwhile_FailsAndTheLastGoodOneStays()
    {
        await DoneAsync("backup");
        var before = await BackupsAsync();
        Task<(int ExitCode, string Output)> second = null!;
        using (await HeldBackup.StartAsync(_server, () => second = _server.OpsAsync("backup")))
        {
            await _server.Server.KillAsync();
        }

        var (code, output) = await second;

        Assert.True(code == Failed, output);
        Assert.Contains("; see that the server runs", output, StringComparison.Ordinal);
        Assert.Equal(before, await BackupsAsync());
        await _server.Server.RestartAsync();
        await DoneAsync("backup");
        Assert.Equal(2, (await BackupsAsync()).Count);
        await _server.BeatAsync();
        Assert.Contains("shop: 1000 rows", await DoneAsync("drill"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_BesideAnother_IsBusyAndTheOtherIsWhole()
    {
        Task<(int ExitCode, string Output)> first = null!;
        using (await HeldBackup.StartAsync(_server, () => first = _server.OpsAsync("backup")))
        {
            await BusyAsync();
        }

        var (code, output) = await first;

        Assert.True(code == 0, output);
        await OneThatRestoresAsync();
    }

    [Fact]
    public async Task Backup_BesideTheServices_IsBusyAndTheServicesIsWhole()
    {
        Task<BackupService> started = null!;
        using (await HeldBackup.StartAsync(_server, () => started = BackupService.StartAsync(_server)))
        {
            await BusyAsync();
        }

        await using (var service = await started)
        {
            await service.UntilAsync("familycart_backup_job_timestamp_seconds{job_kind=\"full\"", at => at > 0);
            Assert.Equal(0, await service.ReadAsync("familycart_backup_job_failures_total{job_kind=\"full\""));
            await service.StopAsync();
        }

        await OneThatRestoresAsync();
    }

    private async Task BusyAsync()
    {
        foreach (var arguments in new string[][] { ["backup"], ["backup", "--kind", "dump"], ["drill"] })
        {
            var (code, output) = await _server.OpsAsync(arguments);

            Assert.True(code == Busy, $"{arguments[0]}: {code} {output}");
            Assert.Contains("Another backup, restore or drill is at it", output, StringComparison.Ordinal);
        }

        Assert.Empty(await BackupsAsync());
    }

    private async Task OneThatRestoresAsync()
    {
        Assert.Single(await BackupsAsync());
        await _server.BeatAsync();
        Assert.Contains("shop: 1000 rows", await DoneAsync("drill"), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> BackupsAsync()
    {
        using var list = JsonDocument.Parse(await DoneAsync("list", "--json"));
        return [.. list.RootElement.GetProperty("backups").EnumerateArray().Select(backup => backup.GetProperty("label").GetString()!)];
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        var (code, output) = await _server.OpsAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
        return output;
    }
}
