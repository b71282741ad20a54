namespace FamilyCart.Api.Changes;

/// <summary>
/// Lets the changes of one list through one at a time, in the order in which they came: only the one whose turn it is takes a
/// connection, with which it waits for the list's lock, which changes at other instances hold as well.
/// </summary>
internal sealed class ListGate
{
    private readonly Lock _lock = new();

    /// <summary>The lists that are being changed, with those who wait for their turn; null while nobody does.</summary>
    private readonly Dictionary<int, LinkedList<TaskCompletionSource>?> _lines = [];

    /// <summary>How many lists are being changed.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _lines.Count;
            }
        }
    }

    /// <summary>Waits for its turn.</summary>
    /// <param name="listId">The list, whether or not there is one.</param>
    /// <param name="limit">Whoever finds so many waiting does not wait.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <returns>The turn, which ends when it is disposed of; null when too many wait.</returns>
    internal async Task<IDisposable?> EnterAsync(int listId, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!_lines.TryGetValue(listId, out var line))
            {
                _lines.Add(listId, null);
                return new Turn(this, listId);
            }

            if ((line?.Count ?? 0) >= limit)
            {
                return null;
            }

            // Whoever ends a turn must not go on with the work of the next one.
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _lines[listId] = line ??= [];
            line.AddLast(turn);
        }

        await using var leaving = cancellationToken.Register(() => GiveUp(listId, turn, cancellationToken));
        await turn.Task;
        return new Turn(this, listId);
    }

    private void GiveUp(int listId, TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_lines.GetValueOrDefault(listId)?.Remove(turn) == true)
            {
                turn.SetCanceled(cancellationToken);
            }
        }
    }

    private void Leave(int listId)
    {
        lock (_lock)
        {
            if (_lines[listId] is { First: { } next } line)
            {
                line.RemoveFirst();
                next.Value.SetResult();
            }
            else
            {
                _lines.Remove(listId);
            }
        }
    }

    private sealed class Turn(ListGate gate, int listId) : IDisposable
    {
        public void Dispose() => gate.Leave(listId);
    }
}
