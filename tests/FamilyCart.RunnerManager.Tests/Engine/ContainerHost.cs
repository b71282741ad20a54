using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Usage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>All that a manager has for containers, beside an engine; another one is the manager that follows.</summary>
internal sealed class ContainerHost : IDisposable
{
    private readonly EngineConnection _connection;

    public ContainerHost(string socket, string folder, string fleet, string? image = EngineFixture.Image, string? builderImage = null, Uri? mirror = null, LimitSettings? limits = null, EvidenceSettings? evidence = null, TimeSpan? patience = null)
    {
        _connection = new EngineConnection(socket, patience ?? TimeSpan.FromMinutes(2));
        Client = new EngineClient(_connection);
        Settings = new ContainerSettings(image, socket, fleet, EngineFixture.Steered, "1001:1001", null, true, builderImage, mirror);
        Own = new OwnContainers(Settings, new HostSettings("here", true), Client);
        Mark = new ContainerMark(new ProcessDriverSettings(null, folder, 1));
        Driver = new ContainerDriver(
            Settings, limits ?? LimitSettings.Default with { Processes = 200 }, Own, Client, Mark, Board, TimeProvider.System, NullLogger<ContainerDriver>.Instance);
        Usage = new ContainerUsage(Own, Client);
        Logs = new ContainerLogs(Own, Client, evidence ?? EvidenceSettings.Default);
        Signs = new ContainerSigns(Own, Client);
    }

    public ContainerSettings Settings { get; }

    public EngineClient Client { get; }

    public OwnContainers Own { get; }

    public ContainerMark Mark { get; }

    public EngineBoard Board { get; } = new();

    public ContainerDriver Driver { get; }

    public ContainerUsage Usage { get; }

    public ContainerLogs Logs { get; }

    public ContainerSigns Signs { get; }

    public void Dispose() => _connection.Dispose();
}
