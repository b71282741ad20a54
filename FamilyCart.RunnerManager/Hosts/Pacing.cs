using System.Collections.Concurrent;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>Ever longer pauses between attempts at something that fails, up to a minute. The first failure costs no pause.</summary>
internal sealed class Pacing(TimeProvider time)
{
    private const int MostDoublings = 6;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Due)> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether it may be tried now.</summary>
    public bool IsDue(string what) => !_failed.TryGetValue(what, out var entry) || entry.Due <= time.GetUtcNow();

    /// <param name="what">What failed.</param>
    /// <param name="retryAt">Not before, by the one who refused; null where he says nothing.</param>
    /// <returns>Whether it failed for the first time.</returns>
    public bool Failed(string what, DateTimeOffset? retryAt)
    {
        var failures = (_failed.TryGetValue(what, out var entry) ? entry.Failures : 0) + 1;
        var pause = failures == 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, MostDoublings)));
        var due = time.GetUtcNow() + (pause < s_longest ? pause : s_longest);
        _failed[what] = (failures, retryAt > due ? retryAt.Value : due);
        return failures == 1;
    }

    /// <summary>It did not fail.</summary>
    public void Done(string what) => _failed.TryRemove(what, out _);
}
