namespace FamilyCart.Api.Sockets;

/// <summary>A message in a socket's queue.</summary>
/// <param name="Bytes">What the client gets.</param>
/// <param name="Sequence">The number of the list's change that it tells; null when it tells none.</param>
internal readonly record struct SocketMessage(ReadOnlyMemory<byte> Bytes, long? Sequence = null);
