using FamilyCart.Api.Events;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// The sockets of one list at this instance, which are told of its changes in the order of their numbers, each once. Not safe for
/// threads: the hub locks.
/// </summary>
internal sealed class ListRoom
{
    private long _highestSeen;

    internal HashSet<ListSocket> Sockets { get; } = [];

    /// <summary>The number up to which the sockets have been told; null until the first of them has read it.</summary>
    internal long? LastSequence { get; private set; }

    /// <summary>Whether changes are known to be missing.</summary>
    internal bool IsBehind => LastSequence < _highestSeen;

    /// <summary>Counts from this number on, unless it counts already.</summary>
    internal void StartAt(long sequence) => LastSequence ??= sequence;

    /// <summary>Leaves out what cannot be told.</summary>
    internal void SkipTo(long sequence) => LastSequence = Math.Max(LastSequence ?? 0, sequence);

    /// <summary>Whether this change is the next one: neither told before nor too early.</summary>
    internal bool Takes(EnvelopeHeader header)
    {
        _highestSeen = Math.Max(_highestSeen, header.Sequence);
        if (header.Sequence != LastSequence + 1)
        {
            return false;
        }

        LastSequence = header.Sequence;
        return true;
    }
}
