using System.Diagnostics.Metrics;
using Dapper;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Health;

[Collection(AloneTests.Name)]
public sealed class StepMetricsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<(string Instrument, string Label, double Value)> _told = [];
    private MeterListener? _listener;
    private HealthMetrics? _metrics;
    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        _source = await Database.SourceAsync(postgres);
        var meters = new RunnerManagerMetrics(_services.GetRequiredService<IMeterFactory>());
        var groups = new ControlGroups(LimitSettings.Default, new ControlGroupTree(new Dictionary<string, string>()), "/runners", NullLogger.Instance);
        _listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (ReferenceEquals(instrument.Meter, meters.Meter)) { listener.EnableMeasurementEvents(instrument); } } };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _told.Add((instrument.Name, $"{tags[0].Value}", value)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _told.Add((instrument.Name, $"{tags[0].Value}", value)));
        _metrics = new HealthMetrics(meters, new FleetView(), HealthCheckSettings.Default, groups, new EngineBoard());
        _listener.Start();
    }

    public async Task DisposeAsync()
    {
        _listener!.Dispose();
        await _source!.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task TellAsync_WholeLife_TellsEachStepOnce()
    {
        using var steps = new StepMetrics(_source!, new FleetView(), _metrics!, TimeProvider.System, NullLogger<StepMetrics>.Instance);
        // From here on; what was before is not told, and neither is the moment that may still change.
        await steps.TellAsync(leads: true, CancellationToken.None);
        await using var connection = await _source!.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into runner (pool, slot, host, name, state, epoch) values ('uat', 1, 'here', 'uat-1-x', 'finished', 1);
            with start as (select clock_timestamp() as at)
            insert into runner_step (runner_id, at, state, reason)
            select runner.id, start.at + seconds * interval '1 second', word, why from runner, start,
                (values (0.0, 'wanted', 'Job'), (0.25, 'minted', null), (0.5, 'spawned', null), (1.5, 'listening', null), (1.75, 'busy', null), (2.0, 'finished', 'no process')) step (seconds, word, why);
            insert into workflow_job (id, repository, run_id, run_attempt, name, status, labels, runner_name, created_at, seen_at, started_at)
            select 1, 'family/cart', 1, 1, 'build', 'completed', '{}', 'uat-1-x', at - interval '3 seconds', at - interval '1 second', at + interval '1750 milliseconds'
            from runner_step where state = 'wanted'
            """);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!_told.Exists(one => one.Label == "acquire"))
        {
            await steps.TellAsync(leads: true, limit.Token);
            await Task.Delay(50, limit.Token);
        }

        await steps.TellAsync(leads: true, CancellationToken.None);
        Assert.Equal(
            [("acquire", 0.25), ("decide", 1), ("intake", 2), ("listen", 1), ("mint", 0.25), ("spawn", 0.25)],
            _told.Where(one => one.Instrument == "familycart.runner.wait.duration").Select(one => (one.Label, Math.Round(one.Value, 3))).Order());
        Assert.Equal(("familycart.runner.failures", "no process", 1.0), Assert.Single(_told, one => one.Instrument == "familycart.runner.failures"));
    }

    [Fact]
    public void Applied_Plan_CountsStartsAndWhatFailed()
    {
        _metrics!.Applied(new FleetPlan(
            [new Start("uat", 1, "here", StartReason.Job)], [new Ending(1, true, EndingReason.ListenLate), new Ending(2, false, EndingReason.Surplus), new Ending(3, false, EndingReason.Phantom)], []));

        Assert.Equal(
            [("familycart.runner.failures", "ListenLate"), ("familycart.runner.failures", "Phantom"), ("familycart.runner.starts", "Job")],
            _told.Select(one => (one.Instrument, one.Label)).Order());
    }

    [Fact]
    public void Failed_EndlessReasons_BecomeFewSeries()
    {
        for (var number = 0; number < 1000; number++)
        {
            _metrics!.Failed($"reason {number}");
        }

        Assert.Equal(25, _told.Select(one => one.Label).Distinct().Count());
    }
}
