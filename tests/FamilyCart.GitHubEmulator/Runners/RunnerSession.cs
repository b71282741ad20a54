namespace FamilyCart.GitHubEmulator.Runners;

/// <summary>A listener's session: messages wait in it until they are asked for.</summary>
internal sealed class RunnerSession(Guid id, string owner)
{
    private readonly Queue<RunnerMessage> _messages = new();
    private TaskCompletionSource? _poll;

    public Guid Id => id;

    public string Owner => owner;

    public bool IsPolling => _poll is not null;

    public void Send(RunnerMessage message)
    {
        _messages.Enqueue(message);
        _poll?.TrySetResult();
    }

    public RunnerMessage? Take() => _messages.TryDequeue(out var message) ? message : null;

    /// <summary>Begins to wait; completes with the next message.</summary>
    public Task Poll()
    {
        _poll?.TrySetResult();
        _poll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _poll.Task;
    }

    /// <summary>Ends the waiting, unless another poll has taken its place.</summary>
    public void EndPoll(Task poll)
    {
        if (_poll?.Task == poll)
        {
            _poll = null;
        }
    }

    /// <summary>Wakes who waits, to find that the session is gone.</summary>
    public void Close() => _poll?.TrySetResult();
}
