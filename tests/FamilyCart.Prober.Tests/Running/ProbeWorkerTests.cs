using System.Net;
using FamilyCart.Prober.Tests.Support;

namespace FamilyCart.Prober.Tests.Running;

/// <summary>The prober as a whole, in front of a door that the test makes.</summary>
public sealed class ProbeWorkerTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _stepTimeout = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Metrics_BeforeTheFirstWalkEnds_HaveCountersAtZeroAndNoVerdict()
    {
        await using var prober = await RunningProber.StartAsync();
        await prober.Door.AskedAsync();

        var metrics = await prober.MetricsAsync();

        foreach (var outcome in new[] { "succeeded", "failed", "limited" })
        {
            Assert.Equal("0", metrics.Of("familycart_probe_runs_total", "outcome", outcome));
        }

        foreach (var step in new[] { "log_in", "clean_up", "make_list", "open_socket", "add_item", "see_item", "delete_item", "delete_list", "log_out" })
        {
            Assert.Equal("0", metrics.Of("familycart_probe_failures_total", "step", step));
        }

        Assert.Null(metrics.Of("familycart_probe_success"));
    }

    [Fact]
    public async Task Metrics_AfterAFailedWalk_TellTheStep()
    {
        await using var prober = await RunningProber.StartAsync();
        await prober.Door.AnswerAsync(HttpStatusCode.ServiceUnavailable);

        // The next walk begins when this one is counted.
        await prober.NextWalkAsync(_interval);
        var metrics = await prober.MetricsAsync();

        Assert.Equal("0", metrics.Of("familycart_probe_success"));
        Assert.Equal("1", metrics.Of("familycart_probe_runs_total", "outcome", "failed"));
        Assert.Equal("1", metrics.Of("familycart_probe_failures_total", "step", "log_in"));
        Assert.Equal("1", metrics.Of("familycart_probe_duration_seconds_count"));
        Assert.Equal("1", metrics.Of("familycart_probe_step_duration_seconds_count", "step", "log_in"));
    }

    [Fact]
    public async Task Metrics_AfterALimitedWalk_SayNothingOfUsers()
    {
        await using var prober = await RunningProber.StartAsync();
        await prober.Door.AnswerAsync(HttpStatusCode.TooManyRequests);

        await prober.NextWalkAsync(_interval);
        var metrics = await prober.MetricsAsync();

        Assert.Null(metrics.Of("familycart_probe_success"));
        Assert.Equal("1", metrics.Of("familycart_probe_runs_total", "outcome", "limited"));
        Assert.Equal("0", metrics.Of("familycart_probe_failures_total", "step", "log_in"));
    }

    [Fact]
    public async Task Requests_OfAWalk_CarryATraceOfTheirOwn()
    {
        await using var prober = await RunningProber.StartAsync();
        var first = await prober.Door.AnswerAsync(HttpStatusCode.ServiceUnavailable);
        await prober.NextWalkAsync(_interval);
        var second = await prober.Door.AnswerAsync(HttpStatusCode.ServiceUnavailable);

        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$", first);
        Assert.NotEqual(first![3..35], second![3..35]);
    }

    [Fact]
    public async Task Walks_LongerThanTheInterval_DoNotOverlap()
    {
        await using var prober = await RunningProber.StartAsync(("Probe:Interval", "00:00:05"));
        await prober.Door.AskedAsync();

        // Two more would have begun by now; the step's own time has not gone by.
        prober.Time.Advance(TimeSpan.FromSeconds(9));
        prober.Time.Advance(TimeSpan.FromSeconds(1));
        await prober.Door.AskedAsync(2);
        Assert.Equal("1", (await prober.MetricsAsync()).Of("familycart_probe_runs_total", "outcome", "failed"));
        await prober.Door.AnswerAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(1, prober.Door.MostUnderWay);
    }

    [Fact]
    public async Task Health_WhileWalksFail_IsGoodAndWithoutWalksIsNot()
    {
        await using var prober = await RunningProber.StartAsync();
        await prober.Door.AnswerAsync(HttpStatusCode.ServiceUnavailable);
        await prober.NextWalkAsync(_interval);
        Assert.Equal(HttpStatusCode.OK, await prober.HealthAsync());

        // The walk hangs in spite of its deadline, which a handler that hears nothing makes it do.
        prober.Door.IsDeaf = true;
        await prober.Door.AnswerAsync(HttpStatusCode.ServiceUnavailable);
        await prober.NextWalkAsync(_interval);
        prober.Time.Advance(_interval + (11 * _stepTimeout) + TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await prober.HealthAsync());
    }
}
