namespace FamilyCart.Api.Sockets;

/// <summary>Whether a socket may stay: why not, or the number of its list's latest change.</summary>
internal sealed record SocketEntry(SocketEnd? Refusal, long Sequence)
{
    internal static SocketEntry Refused(SocketEnd end) => new(end, 0);

    internal static SocketEntry Welcome(long sequence) => new(null, sequence);
}
