namespace FamilyCart.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers, delays and timeouts made with it fire in order of their due times while
/// it is moved, on the thread that moves it.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(DateTimeOffset Due, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>Gets ticks of 100 ns a second.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Returns the clock's time; it starts at 2026-01-02 03:04:05 UTC.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <summary>Returns the clock's time in ticks of 100 ns.</summary>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Makes a timer that fires while the clock is moved over its due time.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what becomes due on the way.</summary>
    /// <param name="duration">How far, zero or more.</param>
    public void Advance(TimeSpan duration)
    {
        var end = GetUtcNow() + duration;
        while (TakeDue(end) is { } due)
        {
            due.Fire();
        }

        lock (_lock)
        {
            _now = end;
        }
    }

    /// <summary>Completes once a timer is pending that fires after so long: the moment to move the clock for code that begins to wait.</summary>
    /// <param name="duration">From the clock's present time to the timer's due time, exactly.</param>
    /// <exception cref="TimeoutException">No such timer came within 120 s of real time.</exception>
    public Task TimerAsync(TimeSpan duration)
    {
        lock (_lock)
        {
            var due = _now + duration;
            if (_timers.Any(timer => timer.Due == due))
            {
                return Task.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((due, waiter));
            return waiter.Task.WaitAsync(s_patience);
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var due = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            if (due is not null)
            {
                _now = due.Due > _now ? due.Due : _now;
                _timers.Remove(due);
            }

            return due;
        }
    }

    private void Schedule(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime < TimeSpan.Zero)
            {
                return;
            }

            timer.Due = _now + dueTime;
            _timers.Add(timer);
            foreach (var waiter in _waiters.Where(waiter => waiter.Due == timer.Due))
            {
                waiter.Reached.TrySetResult();
            }
        }
    }

    private sealed class ManualTimer(ManualTime clock, Action fire) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            clock.Schedule(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                clock.Schedule(this, _period);
            }

            fire();
        }

        public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
