namespace FamilyCart.AppHost.Tests.Support;

/// <summary>The system's time, in which one wait is over when the test says so and not before: however slow the machine, what comes before it has come.</summary>
/// <param name="wait">How the wait is recognized; no other may be as long.</param>
internal sealed class LapsingTime(TimeSpan wait) : TimeProvider
{
    private Action? _lapse;

    /// <summary>Ends the wait, which must have begun.</summary>
    public void Lapse() => Volatile.Read(ref _lapse)!();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != wait)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Volatile.Write(ref _lapse, () => callback(state));
        return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
    }
}
