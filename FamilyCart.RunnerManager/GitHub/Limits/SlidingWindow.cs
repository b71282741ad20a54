namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>What was spent in the last minute. Not for several threads at once.</summary>
internal sealed class SlidingWindow
{
    private static readonly TimeSpan _length = TimeSpan.FromMinutes(1);

    private readonly Queue<(DateTimeOffset At, int Cost)> _spent = new();
    private int _sum;

    /// <summary>How long until so much more may be spent; zero for now.</summary>
    public TimeSpan Wait(DateTimeOffset now, int cost, int limit)
    {
        while (_spent.TryPeek(out var oldest) && oldest.At + _length <= now)
        {
            _spent.Dequeue();
            _sum -= oldest.Cost;
        }

        var excess = _sum + cost - limit;
        foreach (var (at, spent) in _spent)
        {
            if (excess <= 0)
            {
                break;
            }

            excess -= spent;
            if (excess <= 0)
            {
                return at + _length - now;
            }
        }

        return TimeSpan.Zero;
    }

    public void Spend(DateTimeOffset now, int cost)
    {
        _spent.Enqueue((now, cost));
        _sum += cost;
    }
}
