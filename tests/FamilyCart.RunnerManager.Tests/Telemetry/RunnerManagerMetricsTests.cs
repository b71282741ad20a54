using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Telemetry;

[Collection(AloneTests.Name)]
public sealed class RunnerManagerMetricsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Metrics_RunningManager_TellItsVersion()
    {
        var database = await Database.MigratedAsync(postgres, "runners_metrics");
        await using var manager = await RunningManager.StartAsync(database);

        var scrape = await manager.Client.GetStringAsync("/metrics");

        Assert.Matches("(?m)^familycart_runner_manager_info\\{.*version=\"[0-9]+\\.[0-9]+\\.[0-9]+.*\"\\} 1", scrape);
    }
}
