using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Leading;

public sealed class LeaderServiceTests : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(250);

    private readonly MemoryFleet _fleet = new(Some.Pool(), Some.Pool("spare", labels: ["spare"], hosts: ["here"]));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<RunnerManagerMetrics>().BuildServiceProvider();

    public void Dispose()
    {
        _fleet.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Decide_HostWasLostBeforeAnybodyLooked_GetsItsGraceFromTheFirstLook()
    {
        var there = await _fleet.Leases.LeaseAsync("host:there", "another", TimeSpan.FromSeconds(4));
        var runner = await _fleet.WantAsync("uat", 1, "there");
        Assert.True(await _fleet.Store.AdvanceAsync(new RunnerStep(runner.Id, RunnerState.Wanted, RunnerState.Listening), there, CancellationToken.None));
        await _fleet.Leases.LeaseAsync("host:here", "another", TimeSpan.FromHours(1));
        _fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await _fleet.Store.RecordAsync([Some.Job(labels: ["spare"])], CancellationToken.None);
        var view = new FleetView();
        using var service = Service(view);

        await service.StartAsync(CancellationToken.None);
        // Decided at once with what becomes of the lost host's runner.
        await Eventually.IsAsync(() => _fleet.Store.RunnersOfAsync("here", CancellationToken.None).GetAwaiter().GetResult().Count, count => count == 1);
        var looked = view.Current!.Fleet;

        Assert.Equal(RunnerState.Listening, _fleet.StateOf(runner));
        Assert.Equal(looked.Now, looked.Hosts.Single(host => host.Name == "there").LostSince);
        await Eventually.IsAsync(StateLater, state => state == RunnerState.Lost);
        Assert.InRange(_fleet.Time.GetUtcNow() - looked.Now, PlanSettings.Default.HostGrace, TimeSpan.MaxValue);
        await service.StopAsync(CancellationToken.None);

        RunnerState? StateLater()
        {
            _fleet.Time.Advance(s_step);
            return _fleet.StateOf(runner);
        }
    }

    private LeaderService Service(FleetView view)
    {
        var metrics = new HealthMetrics(
            _services.GetRequiredService<RunnerManagerMetrics>(), view, HealthCheckSettings.Default,
            new ControlGroups(LimitSettings.Default, new ControlGroupTree(new Dictionary<string, string>()), "/runners", NullLogger.Instance), new EngineBoard());
        return new LeaderService(
            _fleet.Leases, LeaseHolder.New("here"), _fleet.Store, _fleet.Pools, PlanSettings.Default, _fleet.Signal, view, metrics, _fleet.Time, NullLogger<LeaderService>.Instance);
    }
}
