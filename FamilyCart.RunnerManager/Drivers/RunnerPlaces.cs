using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Drivers;

/// <summary>What a runner of this host is, whatever its pool says by now.</summary>
internal sealed class RunnerPlaces(ProcessDriver processes, ContainerDriver containers)
{
    /// <summary>Whether it can only be a container. No engine is asked: a host without containers does not depend on one.</summary>
    public bool IsContainer(string name) => containers.IsUsed && !processes.Has(name);
}
