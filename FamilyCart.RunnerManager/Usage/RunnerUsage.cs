using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>Each runner's use from where it runs.</summary>
internal sealed class RunnerUsage(RunnerPlaces places, ProcessUsage processes, ContainerUsage containers) : IUsageSource
{
    public ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken) => Of(name).ReadAsync(name, cancellationToken);

    public ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken) => Of(name).LastAsync(name, cancellationToken);

    public ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken) => Of(name).DiskBytesAsync(name, cancellationToken);

    private IUsageSource Of(string name) => places.IsContainer(name) ? containers : processes;
}
