using FamilyCart.AppHost.Resources.Monitoring;

namespace FamilyCart.AppHost.Tests.Resources.Monitoring;

public sealed class ExporterCheckTests
{
    [Theory]
    [InlineData("# HELP pg_up Whether\npg_up 1\n", "pg_up", null)]
    [InlineData("pg_up 0\n", "pg_up", "its pg_up 0")]
    [InlineData("pg_up_at 1\n", "pg_up", "it does not tell of pg_up")]
    [InlineData("node_scrape_collector_success{collector=\"cpu\"} 1\nnode_scrape_collector_success{collector=\"meminfo\"} 0\n", "node_scrape_collector_success{collector=\"meminfo\"}", "its node_scrape_collector_success{collector=\"meminfo\"} 0")]
    [InlineData("", "redis_up", "it does not tell of redis_up")]
    public void Judge_Metrics_SaysWhatIsWrong(string metrics, string series, string? expected) => Assert.Equal(expected, ExporterCheck.Judge(metrics, series));

    [Fact]
    public async Task TryAsync_NobodyListens_SaysSo() =>
        Assert.NotNull(await ExporterCheck.TryAsync(new Uri("http://127.0.0.1:1/metrics"), "pg_up", CancellationToken.None));
}
