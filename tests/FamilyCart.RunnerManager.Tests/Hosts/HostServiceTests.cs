using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Tests.GitHub;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Hosts;

public sealed class HostServiceTests : IDisposable
{
    private static readonly Pool s_images = Some.Pool("images") with { Driver = RunnerDriver.Container };

    private readonly MemoryFleet _fleet = new(Some.Pool(), s_images);

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Sweep_MachineDoesNotSayWhatIsThere_RunnersGoOnAllTheSame()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fleet.Driver.BeforeNames = () =>
        {
            asked.TrySetResult();
            return over.Task;
        };
        using var service = new HostService(
            new HostSettings("here", RunnersOutlive: true), _fleet.Leases, LeaseHolder.New("here"), _fleet.Store, _fleet.Care,
            new SilenceWatch(new NoSigns(), _fleet.Store, _fleet.Time, NullLogger<SilenceWatch>.Instance), _fleet.Signal, _fleet.Time, NullLogger<HostService>.Instance);
        await service.StartAsync(CancellationToken.None);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var runner = await _fleet.WantAsync("uat", 1, "here");
        _fleet.Signal.Tell(FleetTopic.Hosts);

        await Eventually.IsAsync(() => _fleet.StateOf(runner), state => state == RunnerState.Listening);
        Assert.False(over.Task.IsCompleted);
        over.SetResult();
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task StepAsync_ProcessesDoNotStart_HoldsBackNoContainer()
    {
        var host = await _fleet.Leases.LeaseAsync("host:here");
        _fleet.Driver.NotStarted = pool => pool.Driver == RunnerDriver.Process ? "The disk is full." : null;
        var first = await _fleet.WantAsync("uat", 1, "here");
        var second = await _fleet.WantAsync("uat", 2, "here");
        var container = await _fleet.WantAsync("images", 1, "here");

        Assert.True(await _fleet.Care.StepAsync(first, host, CancellationToken.None));
        Assert.False(await _fleet.Care.StepAsync(second, host, CancellationToken.None));
        Assert.True(await _fleet.Care.StepAsync(container, host, CancellationToken.None));

        Assert.Equal([RunnerState.Finished, RunnerState.Wanted, RunnerState.Spawned], [_fleet.StateOf(first), _fleet.StateOf(second), _fleet.StateOf(container)]);
        Assert.Equal(2, _fleet.GitHub.Mints);
    }

    [Fact]
    public async Task StepAsync_GoesWrongInAWayNobodyThoughtOf_IsToldOnceAndTriedAgain()
    {
        var logs = new LogSink();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(logs));
        _fleet.Driver.NotStarted = _ => throw new InvalidOperationException("Nobody thought of it.");
        using var service = new HostService(
            new HostSettings("here", RunnersOutlive: true), _fleet.Leases, LeaseHolder.New("here"), _fleet.Store, _fleet.Care,
            new SilenceWatch(new NoSigns(), _fleet.Store, _fleet.Time, NullLogger<SilenceWatch>.Instance), _fleet.Signal, _fleet.Time, factory.CreateLogger<HostService>());
        await service.StartAsync(CancellationToken.None);
        var runner = await _fleet.WantAsync("uat", 1, "here");

        await Eventually.IsAsync(
            () =>
            {
                _fleet.Signal.Tell(FleetTopic.Hosts);
                return _fleet.StateOf(runner);
            },
            state => state == RunnerState.Listening);
        await service.StopAsync(CancellationToken.None);

        Assert.Contains("Nobody thought of it.", Assert.Single(logs.Lines, line => line.Event == 3062).Text, StringComparison.Ordinal);
    }

    private sealed class NoSigns : IListenerSigns
    {
        public Task<IReadOnlySet<string>> SilentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());
    }
}
