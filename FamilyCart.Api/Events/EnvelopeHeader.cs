namespace FamilyCart.Api.Events;

/// <summary>What an API instance needs to know to hand a message on, without reading it.</summary>
/// <param name="ListId">The list whose sockets get the message.</param>
/// <param name="Sequence">The change's number in its list: sockets that were greeted with it or a later one have it already.</param>
/// <param name="ExceptSession">The socket session that does not get it.</param>
/// <param name="EndedLogin">The log-in whose sockets are closed; then there is no message.</param>
/// <param name="Sender">The instance that has already told its own sockets.</param>
/// <param name="TraceParent">W3C trace context of the request that caused it.</param>
internal sealed record EnvelopeHeader(
    int? ListId = null, long Sequence = 0, string? ExceptSession = null, Guid? EndedLogin = null, Guid Sender = default, string? TraceParent = null);
