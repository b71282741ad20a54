namespace FamilyCart.RunnerManager.Tests.Simulation;

/// <summary>A clock that goes from event to event.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _events = new();
    private DateTimeOffset _now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private long _order;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Lets something happen; of two at the same moment the first one asked for comes first.</summary>
    public void After(double seconds, Action happen) => _events.Enqueue(happen, (_now + TimeSpan.FromSeconds(seconds), ++_order));

    /// <summary>Goes on until nothing is left to happen, or until then.</summary>
    public void Run(DateTimeOffset end)
    {
        while (_events.TryPeek(out var happen, out var when) && when.At <= end)
        {
            _events.Dequeue();
            _now = when.At;
            happen();
        }

        _now = end;
    }
}
