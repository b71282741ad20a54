using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Health;

/// <summary>
/// The signs of listeners that are containers, seen from outside: nothing is run in the container, which belongs to its job. Where
/// the engine's processes are not this machine's, it is known only whether a container is paused.
/// </summary>
internal sealed class ContainerSigns(OwnContainers own, EngineClient engine) : IListenerSigns
{
    private const string Paused = "paused";
    private const string Running = "running";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // A container keeps its first process as long as it runs.
    private readonly ConcurrentDictionary<string, int> _processes = new(StringComparer.Ordinal);

    public async Task<IReadOnlySet<string>> SilentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await LookAsync(names, limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException("The container engine is slow to say which containers run.", inner: exception);
        }
    }

    private async Task<IReadOnlySet<string>> LookAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        // One question for all, and one more for each that is new.
        var all = await own.AllAsync(cancellationToken);
        var ids = all.Values.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _processes.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            _processes.TryRemove(gone, out _);
        }

        var silent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (all.TryGetValue(name, out var entry) && (entry.State == Paused || (entry.State == Running && await IsSilentAsync(entry.Id, cancellationToken))))
            {
                silent.Add(name);
            }
        }

        return silent;
    }

    private async Task<bool> IsSilentAsync(string id, CancellationToken cancellationToken)
    {
        if (!_processes.TryGetValue(id, out var process))
        {
            if ((await engine.InspectAsync(id, cancellationToken))?.State is not { ProcessId: > 0 and var known })
            {
                return false;
            }

            _processes[id] = process = known;
        }

        return LocalContainer.Of(id, process) is { } container && (StandsStill(container) || HasNoConnection(container));
    }

    // An idle container has its listener and what waits for that one, none of which stops by itself.
    private static bool StandsStill(LocalContainer container) => container.Group.Ids().Any(ProcessTable.StandsStill);

    // Its network is its own, and while it is idle nothing in it has a connection but the listener.
    private static bool HasNoConnection(LocalContainer container)
    {
        try
        {
            return Connections.Established($"/proc/{container.ProcessId}/net").Count == 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
