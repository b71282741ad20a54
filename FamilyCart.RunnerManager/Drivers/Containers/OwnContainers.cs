using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Hosts;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>The containers of this manager's runners among all that the engine has.</summary>
internal sealed class OwnContainers(ContainerSettings settings, HostSettings host, EngineClient engine)
{
    /// <summary>What they are labelled with.</summary>
    public string Fleet { get; } = settings.Fleet ?? host.Name;

    /// <summary>The container of a runner.</summary>
    /// <returns>Null when there is none of that name, or it is somebody else's.</returns>
    /// <exception cref="EngineException">The engine does not say.</exception>
    public async Task<ContainerView?> FindAsync(string runner, CancellationToken cancellationToken) =>
        await engine.InspectAsync(ContainerLabels.Name(runner), cancellationToken) is { Id: not null, State: not null } view
        && ContainerLabels.RunnerOf(Fleet, ContainerLabels.Name(runner), view.Config?.Labels) == runner
            ? view
            : null;

    /// <summary>The containers of all runners, running or not, without their builders.</summary>
    /// <returns>By the runner's name.</returns>
    /// <exception cref="EngineException">The engine does not say.</exception>
    public async Task<IReadOnlyDictionary<string, ContainerEntry>> AllAsync(CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, ContainerEntry>(StringComparer.Ordinal);
        foreach (var entry in await engine.ContainersAsync(ContainerLabels.Search(Fleet), cancellationToken))
        {
            if (entry.Names is [var own, ..] && ContainerLabels.RunnerOf(Fleet, own.TrimStart('/'), entry.Labels) is { } runner && own.TrimStart('/') == ContainerLabels.Name(runner))
            {
                all[runner] = entry;
            }
        }

        return all;
    }
}
