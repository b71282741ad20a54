using System.Diagnostics;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>
/// The spans of one piece of work in this process that have ended, until it is known whether any of them failed. Threads may end spans
/// at the same time.
/// </summary>
/// <param name="root">The span that all others lie below; its end decides.</param>
internal sealed class PendingTrace(Activity root)
{
    /// <summary>How many spans wait at most. Of work that goes on, such as a socket's, those are forgotten that nothing went wrong with.</summary>
    public const int Capacity = 256;

    private readonly Lock _gate = new();
    private readonly List<Activity> _waiting = [];
    private bool _failed;
    private bool _ended;

    /// <summary>Takes a span that has ended.</summary>
    /// <returns>The spans that are to be sent now, in the order in which they ended: none, this one, or all that waited.</returns>
    public IReadOnlyList<Activity> End(Activity span, bool failed)
    {
        lock (_gate)
        {
            _failed |= failed;
            _ended |= ReferenceEquals(span, root);
            if (_failed)
            {
                Activity[] kept = [.. _waiting, span];
                _waiting.Clear();
                return kept;
            }

            if (_ended || _waiting.Count == Capacity)
            {
                _waiting.Clear();
            }

            if (!_ended)
            {
                _waiting.Add(span);
            }

            return [];
        }
    }
}
