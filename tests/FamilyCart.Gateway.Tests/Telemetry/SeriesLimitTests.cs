using System.Diagnostics.Metrics;
using FamilyCart.Gateway.Telemetry;
using FamilyCart.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Telemetry;

[Collection(AloneCollection.Name)]
public sealed class SeriesLimitTests
{
    [Fact]
    public async Task Instrument_MoreSeriesThanItMayHave_CountsTheRestTogether()
    {
        await using var gateway = await RunningGateway.StartAsync(Operator.Settings);
        using var meter = gateway.Services.GetRequiredService<IMeterFactory>().Create(GatewayMetrics.MeterName);
        var counter = meter.CreateCounter<int>("familycart.gateway.many");
        for (var series = 0; series < SeriesLimit.OfInstrument + 100; series++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("number", series));
        }

        using var answer = await new Operator(gateway).GetAsync("/metrics");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("familycart_gateway_many_total{", StringComparison.Ordinal)).ToList();

        Assert.InRange(lines.Count, 2, SeriesLimit.OfInstrument + 1);
        Assert.Contains(lines, line => line.Contains("overflow=\"true\"", StringComparison.Ordinal));
        Assert.Equal(SeriesLimit.OfInstrument + 100, lines.Sum(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
