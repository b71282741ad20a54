namespace FamilyCart.AppHost.Restarts;

/// <summary>A resource that is to run for as long as the topology does, and what was last heard of it.</summary>
internal sealed class RestartCandidate(IResource resource, TimeProvider time)
{
    private string? _state;
    private bool _givenUp;
    private TaskCompletionSource? _started;

    public IResource Resource { get; } = resource;

    public RestartHistory History { get; } = new(time);

    /// <summary>Takes note of a report.</summary>
    /// <returns>Whether it says that the resource has died: ended without having been told to stop.</returns>
    public bool HasDied(string? state)
    {
        if (string.IsNullOrEmpty(state))
        {
            return false;
        }

        var before = _state;
        _state = state;
        if (state == KnownResourceStates.Running && _givenUp)
        {
            _givenUp = false;
            History.Forget();
        }

        if (!IsOver(state))
        {
            Volatile.Read(ref _started)?.TrySetResult();
            return false;
        }

        return before != KnownResourceStates.Stopping && !IsOver(before);
    }

    /// <summary>Waits before it is started again.</summary>
    /// <returns>False as soon as somebody else has started it.</returns>
    public async Task<bool> WaitAsync(TimeSpan delay, CancellationToken over)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _started, started);
        await Task.WhenAny(Task.Delay(delay, time, over), started.Task);
        over.ThrowIfCancellationRequested();
        return !started.Task.IsCompleted;
    }

    /// <summary>From now on only a person starts it.</summary>
    public void GiveUp() => _givenUp = true;

    private static bool IsOver(string? state) => KnownResourceStates.TerminalStates.Contains(state!);
}
