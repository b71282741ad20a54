using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.RunnerManager.Tests.Telemetry;

/// <summary>Which slots have a runner, in the eyes of whoever is called when they have none.</summary>
public sealed class RunnerStatusTests
{
    [Fact]
    public void Status_OfARunnerThatEnded_IsPresentUntilItsSuccessorIsLate()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<RunnerManagerMetrics>().AddSingleton<FleetView>().AddSingleton<FleetMetrics>().BuildServiceProvider();
        services.GetRequiredService<FleetMetrics>();
        var fleet = Some.Fleet(
            [Some.Pool(minimumIdle: 3)],
            runners: [Some.Runner(1, RunnerState.Listening), Some.Runner(2, RunnerState.Finished, ago: TimeSpan.FromSeconds(20)), Some.Runner(3, RunnerState.Finished, ago: TimeSpan.FromSeconds(19))]);

        services.GetRequiredService<FleetView>().Show(new FleetPicture(fleet, [], Leads: true));

        Assert.Equal(new Dictionary<string, int> { ["uat-1"] = 1, ["uat-2"] = 0, ["uat-3"] = 1 }, Read(services.GetRequiredService<RunnerManagerMetrics>().Meter));
    }

    private static Dictionary<string, int> Read(Meter meter)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter == meter && instrument.Name == "runner_status")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => seen[(string)tags.ToArray().Single(tag => tag.Key == "runner").Value!] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
