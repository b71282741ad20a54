using FamilyCart.RunnerManager.GitHub.Settings;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>What one credential may still ask for, by GitHub's primary and secondary limits.</summary>
internal sealed class Allowance(TimeProvider time, ServerClock clock, Jitter jitter) : IDisposable
{
    private static readonly TimeSpan _shortestBlock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longestBlock = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _caution = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Budget> _budgets = new(StringComparer.Ordinal);
    private readonly SlidingWindow _points = new();
    private readonly SlidingWindow _content = new();
    private DateTimeOffset _blockedUntil;
    private DateTimeOffset _cautiousUntil;
    private DateTimeOffset _nextWrite;
    private int _blocks;

    /// <summary>Held by the one write that is under way.</summary>
    public SemaphoreSlim Writing { get; } = new(1, 1);

    public IReadOnlyDictionary<string, Budget> Budgets
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, Budget>(_budgets);
            }
        }
    }

    /// <summary>What is left in a bucket: the larger, the better to use; none while a limit applies, all while nothing is known.</summary>
    public int Remaining(string bucket)
    {
        lock (_lock)
        {
            return _blockedUntil > time.GetUtcNow() ? -1 : !_budgets.TryGetValue(bucket, out var budget) || budget.Reset <= clock.Now ? int.MaxValue : budget.Remaining;
        }
    }

    /// <summary>Whether less than a share of a bucket is left, 0 to 1, or a limit applies; false while nothing is known.</summary>
    public bool IsShort(string bucket, double share)
    {
        lock (_lock)
        {
            return _blockedUntil > time.GetUtcNow() || (_budgets.TryGetValue(bucket, out var budget) && budget.Reset > clock.Now && budget.Remaining < budget.Limit * share);
        }
    }

    /// <summary>Takes leave for a request. What it costs is taken only where the wait is zero.</summary>
    /// <returns>How long to wait before asking again, and for what.</returns>
    public (TimeSpan Wait, string Reason) Take(string bucket, HttpMethod method, LimitSettings limits)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var write = method != HttpMethod.Get;
            var (wait, reason) = Longest(
                (_blockedUntil - now, "secondary_limit"),
                (_budgets.TryGetValue(bucket, out var budget) && budget.Remaining <= 0 ? budget.Reset - clock.Now : TimeSpan.Zero, "primary_limit"),
                (_points.Wait(now, Points(write), limits.PointsPerMinute), "points"),
                (method == HttpMethod.Post ? _content.Wait(now, 1, limits.ContentPerMinute) : TimeSpan.Zero, "content"),
                (write ? _nextWrite - now - (Burst(now, limits) * limits.WriteSpacing) : TimeSpan.Zero, "write_spacing"));
            if (wait > TimeSpan.Zero)
            {
                return (wait, reason);
            }

            _points.Spend(now, Points(write));
            if (method == HttpMethod.Post)
            {
                _content.Spend(now, 1);
            }

            if (write)
            {
                _nextWrite = (_nextWrite > now ? _nextWrite : now) + limits.WriteSpacing;
            }

            return (TimeSpan.Zero, reason);
        }
    }

    public void Learn(string bucket, Budget budget)
    {
        lock (_lock)
        {
            _budgets[bucket] = _budgets.TryGetValue(bucket, out var known) ? known.Merge(budget) : budget;
        }
    }

    /// <summary>Takes note that GitHub refused a request for a limit.</summary>
    /// <param name="retryAfter">What GitHub asked to wait; null where it does not say.</param>
    /// <param name="bucket">Whose reset counts when nothing is left in it.</param>
    /// <returns>Until when nothing is asked, by our clock.</returns>
    public DateTimeOffset Refused(TimeSpan? retryAfter, string bucket)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (retryAfter is null && _budgets.TryGetValue(bucket, out var budget) && budget.Remaining <= 0 && budget.Reset > clock.Now)
            {
                return now + (budget.Reset - clock.Now);
            }

            // Refusals of requests that were under way together are one refusal.
            _blocks += _blockedUntil > now ? 0 : 1;
            var until = now + (retryAfter ?? Backoff(_blocks));
            _blockedUntil = until > _blockedUntil ? until : _blockedUntil;
            _cautiousUntil = _blockedUntil + _caution;
            return _blockedUntil;
        }
    }

    /// <summary>Takes note that GitHub did what it was asked.</summary>
    public void Served()
    {
        lock (_lock)
        {
            _blocks = _blockedUntil > time.GetUtcNow() ? _blocks : 0;
        }
    }

    public void Dispose() => Writing.Dispose();

    private static int Points(bool write) => write ? 5 : 1;

    private static (TimeSpan Wait, string Reason) Longest(params ReadOnlySpan<(TimeSpan Wait, string Reason)> waits)
    {
        var longest = waits[0];
        foreach (var wait in waits[1..])
        {
            longest = wait.Wait > longest.Wait ? wait : longest;
        }

        return longest;
    }

    private int Burst(DateTimeOffset now, LimitSettings limits) => now < _cautiousUntil ? 0 : limits.WriteBurst - 1;

    private TimeSpan Backoff(int blocks)
    {
        var wait = _shortestBlock * Math.Pow(2, Math.Min(blocks, 10) - 1);
        return (wait < _longestBlock ? wait : _longestBlock) * (1 + (jitter.Next() / 5));
    }
}
