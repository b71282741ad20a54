namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>The real clock, moved forward by tests.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    internal void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);
}
