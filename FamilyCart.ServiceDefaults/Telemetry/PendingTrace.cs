using System.Diagnostics;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>
/// The spans of one piece of work in this process that have ended, until it is known whether any of them failed. Threads may end spans
/// at the same time.
/// </summary>
/// <param name="root">The span that all others lie below; its end decides.</param>
/// <param name="spans">Those of all traces.</param>
internal sealed class PendingTrace(Activity root, PendingSpans spans)
{
    /// <summary>How many spans wait at most. Of work that goes on, such as a socket's, those are forgotten that nothing went wrong with.</summary>
    public const int Capacity = 256;

    private readonly Queue<PendingSpans.Waiting> _waiting = [];
    private bool _failed;
    private bool _ended;

    /// <summary>Takes a span that has ended.</summary>
    /// <returns>The spans that are to be sent now, in the order in which they ended: none, this one, or all that waited.</returns>
    public IReadOnlyList<Activity> End(Activity span, bool failed)
    {
        lock (spans.Gate)
        {
            _failed |= failed;
            _ended |= ReferenceEquals(span, root);
            Activity[] kept = _failed ? [.. _waiting.Select(waiting => waiting.Span), span] : [];
            if (_failed || _ended || _waiting.Count == Capacity)
            {
                spans.Remove(_waiting);
            }

            if (!_failed && !_ended)
            {
                spans.Add(span, _waiting);
            }

            return kept;
        }
    }
}
