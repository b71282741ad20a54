using FamilyCart.RunnerManager.Drivers;

namespace FamilyCart.RunnerManager.Health;

/// <summary>Each listener's signs from where it runs.</summary>
internal sealed class RunnerSigns(RunnerPlaces places, ProcessSigns processes, ContainerSigns containers) : IListenerSigns
{
    public async Task<IReadOnlySet<string>> SilentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var contained = names.Where(places.IsContainer).ToHashSet(StringComparer.Ordinal);
        var silent = await processes.SilentAsync([.. names.Where(name => !contained.Contains(name))], cancellationToken);
        return contained.Count == 0 ? silent : silent.Union(await containers.SilentAsync(contained, cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }
}
