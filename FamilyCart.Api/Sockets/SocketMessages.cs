using System.Text.Json;
using FamilyCart.Api.Json;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// The first message on a socket. Sequence is the list's latest change: for who has just read the list, changes up to it are in what
/// was read; for who comes back with their last number, what they missed up to it follows.
/// </summary>
internal sealed record ConnectedMessage(string Type, string Message, string SessionId, long Sequence, DateTimeOffset Timestamp);

/// <summary>The answer to a client's ping.</summary>
internal sealed record PongMessage(string Type, DateTimeOffset Timestamp);

/// <summary>Changes up to this number cannot be told one by one: the list is to be read again.</summary>
internal sealed record ResyncMessage(string Type, int ListId, long Sequence, DateTimeOffset Timestamp)
{
    internal static byte[] Write(int listId, long sequence, DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(new ResyncMessage("resync", listId, sequence, now), ApiJsonContext.Readable.ResyncMessage);
}

/// <summary>What a client says; only {"type":"ping"} has a meaning.</summary>
internal sealed record ClientMessage(string? Type);
