using FamilyCart.Api.Sockets;

namespace FamilyCart.Api.Events;

/// <summary>What an API instance needs to know to hand a message on, without reading it.</summary>
/// <param name="ListId">The list whose sockets get the message.</param>
/// <param name="Sequence">The change's number in its list.</param>
/// <param name="ExceptSession">The socket session that does not get it.</param>
/// <param name="RemovedAccount">Whose sockets of the list are closed after the message.</param>
/// <param name="ClosesList">The list is gone: all its sockets are closed after the message.</param>
/// <param name="EndedLogin">The log-in whose sockets are closed; then there is no message.</param>
/// <param name="Sender">The instance that has already told its own sockets.</param>
/// <param name="TraceParent">W3C trace context of the request that caused it.</param>
internal sealed record EnvelopeHeader(
    int? ListId = null,
    long Sequence = 0,
    string? ExceptSession = null,
    Guid? RemovedAccount = null,
    bool ClosesList = false,
    Guid? EndedLogin = null,
    Guid Sender = default,
    string? TraceParent = null)
{
    /// <summary>Whether a socket of the list is closed after the message.</summary>
    internal bool Closes(ListSocket socket) => ClosesList || socket.Watcher.AccountId == RemovedAccount;
}
