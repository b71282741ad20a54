using FamilyCart.Gateway.Traffic;

namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>
/// A token bucket for each client, in a table of a fixed size, without locks. A bucket is one word: a part of the client's key, and
/// the moment at which the bucket is full again. A full one need not be remembered, so its place is free; where a place is needed and
/// none is free, the bucket nearest to full goes. So a flood of addresses forgives those who asked little, and never those who asked much.
/// </summary>
internal sealed class TokenBuckets
{
    private const int Sets = 4096;
    private const int Ways = 8;

    // Microseconds since the start, modulo 12 days: a moment further ahead than any bucket can be is long past.
    private const ulong TimeMask = (1UL << 40) - 1;

    // How late a thread may come with the time that it looked up.
    private const ulong Lateness = 60_000_000;

    private readonly ulong[] _words = new ulong[Sets * Ways];
    private readonly ulong _interval;
    private readonly ulong _capacity;
    private readonly ulong _seed;
    private readonly TimeProvider _time;
    private readonly long _start;

    /// <param name="rate">What each client may.</param>
    /// <param name="seed">Unknown to clients, so that nobody can choose whose neighbour to be.</param>
    /// <param name="time">Fills the buckets.</param>
    public TokenBuckets(ClientRate rate, ulong seed, TimeProvider time)
    {
        _interval = (ulong)Math.Max(1, Math.Round(1_000_000 / rate.PerSecond));
        _capacity = _interval * (ulong)rate.Burst;
        (_seed, _time, _start) = (seed, time, time.GetTimestamp());
    }

    /// <summary>Takes a token.</summary>
    /// <param name="client">The client's key.</param>
    /// <param name="wait">Until there is a token; zero when one was taken.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(ulong client, out TimeSpan wait)
    {
        var place = StickyHash.Mix(client ^ _seed);
        var tag = place & ~TimeMask;
        var set = _words.AsSpan((int)(place % Sets) * Ways, Ways);

        // Another round means that somebody else got further.
        while (true)
        {
            var now = (ulong)(_time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond);
            var index = Find(set, tag, now);
            var word = Volatile.Read(ref set[index]);
            var debt = ((word & ~TimeMask) == tag ? DebtOf(word, now) : 0) + _interval;
            if (debt > _capacity)
            {
                wait = TimeSpan.FromMicroseconds(debt - _capacity);
                return false;
            }

            if (Interlocked.CompareExchange(ref set[index], tag | ((now + debt) & TimeMask), word) == word)
            {
                wait = TimeSpan.Zero;
                return true;
            }
        }
    }

    // The client's place, else the one whose loss matters least.
    private int Find(Span<ulong> set, ulong tag, ulong now)
    {
        var (best, least) = (0, ulong.MaxValue);
        for (var index = 0; index < set.Length; index++)
        {
            var word = Volatile.Read(ref set[index]);
            if ((word & ~TimeMask) == tag)
            {
                return index;
            }

            if (DebtOf(word, now) is var debt && debt < least)
            {
                (best, least) = (index, debt);
            }
        }

        return best;
    }

    // For how long the bucket still fills, in microseconds.
    private ulong DebtOf(ulong word, ulong now)
    {
        var ahead = (word - now) & TimeMask;
        return ahead > _capacity + Lateness ? 0 : Math.Min(ahead, _capacity);
    }
}
