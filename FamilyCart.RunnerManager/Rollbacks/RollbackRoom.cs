using System.Collections.Concurrent;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>
/// What this instance tells the hook at the same time. Each name has a little room of its own, names that stand in the configuration share
/// none with others, and half of every room is kept for leases of which the hook has not heard yet: one that hangs delays no other.
/// </summary>
internal sealed class RollbackRoom
{
    /// <summary>For each name.</summary>
    public const int OfName = 4;

    /// <summary>For all names together that do not stand in the configuration.</summary>
    public const int OfOthers = 64;

    private readonly ConcurrentDictionary<ClaimedRollback, Task> _underWay = new();

    /// <summary>The names that are being told of, each as often as it is.</summary>
    public string[] Names => [.. _underWay.Keys.Select(rollback => rollback.Name)];

    /// <summary>Ends when all of it has ended.</summary>
    public Task EmptyAsync() => Task.WhenAll(_underWay.Values);

    /// <summary>Begins to tell; the place is free again when that ends, which is without an exception.</summary>
    public void Begin(ClaimedRollback rollback, Func<ClaimedRollback, Task> tell)
    {
        // Noted before it begins: it takes the note away when it ends, which may be at once.
        var turn = new TaskCompletionSource();
        if (_underWay.TryAdd(rollback, turn.Task))
        {
            _ = TellAsync();
        }

        async Task TellAsync()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                await tell(rollback);
            }
            finally
            {
                _underWay.TryRemove(rollback, out _);
                turn.SetResult();
            }
        }
    }
}
