using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Two drivers on one host, and the engine of the one away.</summary>
public sealed class RunnerDriversTests : IAsyncLifetime, IDisposable
{
    private const string Name = "uat-1-abcdefgh";

    private static readonly Pool s_containers = Some.Pool() with { Driver = RunnerDriver.Container };

    private readonly ScriptedRunner _script = new();
    private readonly List<ContainerHost> _hosts = [];
    private readonly ProcessDriver _processes;

    public RunnerDriversTests() =>
        _processes = new ProcessDriver(new ProcessDriverSettings(_script.Distribution, _script.Runners, TestUsers.Next()), TimeProvider.System, NullLogger<ProcessDriver>.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var name in _processes.Names())
        {
            await _processes.RemoveAsync(name, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        _hosts.ForEach(host => host.Dispose());
        _script.Dispose();
    }

    [Fact]
    public async Task Drivers_EngineAway_LookAfterProcessesAllTheSame()
    {
        var drivers = Drivers("image:1");
        Assert.Null(await drivers.ObstacleAsync(Some.Pool(), CancellationToken.None));
        Assert.Null(await drivers.StartAsync(Name, Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));

        Assert.Equal([Name], await drivers.NamesAsync(CancellationToken.None));
        Assert.True((await drivers.LookAsync(Name, CancellationToken.None)).Runs);
        await drivers.RemoveAsync(Name, CancellationToken.None);
        Assert.Empty(_processes.Names());
    }

    [Fact]
    public async Task Look_EngineAway_IsAFaultAndNoRunnerThatEnded()
    {
        var drivers = Drivers("image:1");

        await Assert.ThrowsAnyAsync<IOException>(async () => await drivers.LookAsync("uat-2-abcdefgh", CancellationToken.None));
        await Assert.ThrowsAnyAsync<IOException>(() => drivers.RemoveAsync("uat-2-abcdefgh", CancellationToken.None));
        Assert.Contains("No container engine answers", await drivers.ObstacleAsync(s_containers, CancellationToken.None), StringComparison.Ordinal);
        Assert.Contains("No container engine answers", await drivers.StartAsync("uat-2-abcdefgh", s_containers, new Dictionary<string, byte[]>(), CancellationToken.None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drivers_NoImageConfigured_AskNoEngine()
    {
        var drivers = Drivers(image: null);

        Assert.Equal(Sighting.Nothing, await drivers.LookAsync(Name, CancellationToken.None));
        Assert.Empty(await drivers.NamesAsync(CancellationToken.None));
        await drivers.RemoveAsync(Name, CancellationToken.None);
        Assert.Contains("Runner:Container:Image", await drivers.ObstacleAsync(s_containers, CancellationToken.None), StringComparison.Ordinal);
    }

    private RunnerDrivers Drivers(string? image)
    {
        var host = new ContainerHost("/nowhere/engine.sock", _script.Runners, "here", image);
        _hosts.Add(host);
        return new RunnerDrivers(_processes, host.Driver, new RunnerPlaces(_processes, host.Driver), NullLogger<RunnerDrivers>.Instance);
    }
}
