namespace FamilyCart.AppHost.Restarts;

/// <summary>When something that died is started again: at once almost, then ever later, and not for ever.</summary>
/// <param name="time">Measures the window; jumps of the wall clock do not matter.</param>
internal sealed class RestartHistory(TimeProvider time)
{
    /// <summary>How often within <see cref="Window"/>.</summary>
    public const int Tries = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Queue<long> _starts = new();

    /// <summary>How many starts the window holds.</summary>
    public int Count => _starts.Count;

    /// <summary>Takes note of another start.</summary>
    /// <returns>How long to wait before it: 1, 2, 4, 8 and 16 s; null when it must stay down.</returns>
    public TimeSpan? Next()
    {
        while (_starts.TryPeek(out var start) && time.GetElapsedTime(start) > Window)
        {
            _starts.Dequeue();
        }

        if (_starts.Count == Tries)
        {
            return null;
        }

        var delay = TimeSpan.FromSeconds(1 << _starts.Count);
        _starts.Enqueue(time.GetTimestamp());
        return delay;
    }

    /// <summary>Begins anew, after somebody has looked into it.</summary>
    public void Forget() => _starts.Clear();
}
