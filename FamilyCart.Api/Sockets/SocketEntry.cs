namespace FamilyCart.Api.Sockets;

/// <summary>Whether a socket may stay.</summary>
/// <param name="Refusal">Why not, or null.</param>
/// <param name="Sequence">The number of its list's latest change.</param>
internal sealed record SocketEntry(SocketEnd? Refusal, long Sequence)
{
    /// <summary>What its client is told first.</summary>
    internal IAsyncEnumerable<byte[]> First { get; init; } = AsyncEnumerable.Empty<byte[]>();

    internal static SocketEntry Refused(SocketEnd end) => new(end, 0);

    internal static SocketEntry Welcome(long sequence) => new(null, sequence);
}
