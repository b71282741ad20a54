namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>GitHub's clock, learned from the Date of its answers: its times and the JWT's count by it, however wrong ours is.</summary>
internal sealed class ServerClock(TimeProvider time)
{
    // A Date has whole seconds and was a while under way.
    private static readonly TimeSpan _grain = TimeSpan.FromSeconds(2);

    private long _offset;

    /// <summary>GitHub's clock less ours; zero while they agree within 2 s.</summary>
    public TimeSpan Offset => new(Volatile.Read(ref _offset));

    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    /// <summary>Takes the Date of an answer that has just come.</summary>
    public void Learn(DateTimeOffset? date)
    {
        if (date - time.GetUtcNow() is { } offset)
        {
            Volatile.Write(ref _offset, offset.Duration() <= _grain ? 0 : offset.Ticks);
        }
    }
}
