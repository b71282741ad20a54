namespace FamilyCart.Api.Suggestions;

/// <summary>Wakes everybody who waits for work in this instance.</summary>
internal sealed class SuggestionSignal(TimeProvider time)
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes when the signal is raised next. Taken before looking for work, so that none is missed.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    internal void Raise() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits for a signal, but no longer than this.</summary>
    internal async Task WaitAsync(Task signal, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Other instances raise no signal here.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
