using FamilyCart.RunnerManager.Drivers;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>
/// Holds back this host's next start while listeners end before they ever listen: each time twice as long, a minute at most, and ten
/// for a version that GitHub takes no longer. A runner that waits too long is given up, and its job may go to another host.
/// </summary>
internal sealed class StartGate(TimeProvider time)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_deprecated = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private string _reason = string.Empty;

    /// <summary>Gets why no runner starts now, with the remedy where there is one; null when one may.</summary>
    public string? Obstacle
    {
        get
        {
            lock (_lock)
            {
                return time.GetUtcNow() < _closedUntil ? _reason : null;
            }
        }
    }

    /// <summary>Notes how a listener ended.</summary>
    /// <param name="end">Why.</param>
    /// <param name="listened">Whether it had a session.</param>
    public void Note(ListenerEnd end, bool listened)
    {
        lock (_lock)
        {
            if (end == ListenerEnd.VersionDeprecated)
            {
                Close(s_deprecated, "GitHub takes this version of the runner no longer: install a newer one as Runner:Distribution, and restart the manager.");
            }
            else if (listened)
            {
                _failures = 0;
            }
            else if (end != ListenerEnd.Done)
            {
                var pause = s_shortest * Math.Pow(2, Math.Min(_failures++, 10));
                Close(pause < s_longest ? pause : s_longest, $"The last listener ended before it listened ({ListenerEnds.Word(end)}).");
            }
        }
    }

    private void Close(TimeSpan duration, string reason) => (_closedUntil, _reason) = (time.GetUtcNow() + duration, reason);
}
