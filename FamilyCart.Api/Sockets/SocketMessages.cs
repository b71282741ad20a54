namespace FamilyCart.Api.Sockets;

/// <summary>The first message on a socket. Sequence is the list's latest change: events up to it are already in a fresh read.</summary>
internal sealed record ConnectedMessage(string Type, string Message, string SessionId, long Sequence, DateTimeOffset Timestamp);

/// <summary>The answer to a client's ping.</summary>
internal sealed record PongMessage(string Type, DateTimeOffset Timestamp);

/// <summary>What a client says; only {"type":"ping"} has a meaning.</summary>
internal sealed record ClientMessage(string? Type);
