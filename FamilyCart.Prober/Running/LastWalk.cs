namespace FamilyCart.Prober.Running;

/// <summary>When a walk last ended; the prober's start counts as one.</summary>
internal sealed class LastWalk(TimeProvider time)
{
    private long _endedAt = time.GetTimestamp();

    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _endedAt));

    public void Ended() => Volatile.Write(ref _endedAt, time.GetTimestamp());
}
