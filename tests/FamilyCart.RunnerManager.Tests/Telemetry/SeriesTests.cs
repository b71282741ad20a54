using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.Usage;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Telemetry;

/// <summary>How much a scrape holds.</summary>
[Collection(AloneTests.Name)]
public sealed class SeriesTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Metrics_AThousandRunners_AreAtMostFiveHundredSeries()
    {
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        await Database.ExecuteAsync(database.RuntimeConnectionString, """
            insert into lease (name, holder, epoch, taken_at, expires_at) values ('host:far', 'far', 1, now(), now() + interval '1 day');
            insert into runner (pool, slot, host, name, state, epoch) select 'large', number, 'far', 'large-' || number || '-x', 'listening', 1 from generate_series(1, 936) number;
            insert into runner (pool, slot, host, name, state, epoch) select pool, number, 'far', pool || '-' || number || '-x', 'busy', 1 from generate_series(1, 32) number, (values ('one'), ('two')) pools (pool);
            """);
        await using var manager = await RunningManager.StartAsync(
            database,
            "--Pools:large:Scope=family/cart", "--Pools:large:Maximum=936", "--Pools:large:MinimumIdle=936", "--Pools:large:Hosts=far",
            "--Pools:one:Scope=family/cart", "--Pools:one:Maximum=32", "--Pools:one:MinimumIdle=0", "--Pools:one:Hosts=far",
            "--Pools:two:Scope=family/cart", "--Pools:two:Maximum=32", "--Pools:two:MinimumIdle=0", "--Pools:two:Hosts=far");
        var board = manager.Services.GetRequiredService<UsageBoard>();
        var uses = new[] { ("large", 936), ("one", 32), ("two", 32) }.SelectMany(pool => Enumerable.Range(1, pool.Item2).Select(slot => new RunnerUse(pool.Item1, slot, slot % 100, 20, 30))).ToList();
        var health = manager.Services.GetRequiredService<HealthMetrics>();
        Array.ForEach(["intake", "decide", "mint", "spawn", "listen", "acquire"], step => health.Waited(step, 1));

        var series = await Eventually.IsAsync(
            () =>
            {
                // The sampler of this host, which has no runners, shows an empty board.
                board.Show(uses);
                return Series(manager.Client.GetStringAsync("/metrics").GetAwaiter().GetResult());
            },
            series => series.Exists(one => one.StartsWith("runner_status{", StringComparison.Ordinal)));

        Assert.Equal(64, series.Count(one => one.StartsWith("runner_status{", StringComparison.Ordinal)));
        Assert.Equal(66, series.Count(one => one.StartsWith("runner_cpu_usage_percent{", StringComparison.Ordinal)));
        Assert.Contains(series, one => one.StartsWith("runner_cpu_usage_percent{", StringComparison.Ordinal)
            && one.EndsWith("authorized_for_prod=\"false\",environment=\"uat\",pool=\"one\",role=\"primary\",runner=\"one-7\"} 7", StringComparison.Ordinal));
        output.WriteLine($"{series.Count} series");
        Assert.InRange(series.Count, 250, 500);
    }

    [Fact]
    public void BySlot_ManyPools_TellsTheSmallestOneByOneUntilItIsMuch()
    {
        var pools = Enumerable.Range(1, 31).Select(number => Some.Pool($"p{number:00}", maximum: 32)).Append(Some.Pool("small")).ToList();

        Assert.Equal(["p01", "small"], PoolSeries.BySlot(pools).Order(StringComparer.Ordinal));
    }

    private static List<string> Series(string scrape) =>
        [.. scrape.Split('\n').Where(line => line.StartsWith("runner_", StringComparison.Ordinal) || line.StartsWith("familycart_runner_", StringComparison.Ordinal))];
}
