using System.Net.WebSockets;

namespace FamilyCart.Api.Sockets;

/// <summary>Why a socket ends: for the meter, and for the client as close code and sentence.</summary>
internal sealed record SocketEnd(string Reason, WebSocketCloseStatus Status, string Description)
{
    internal static readonly SocketEnd ClosedByClient = new("closed_by_client", WebSocketCloseStatus.NormalClosure, "");
    internal static readonly SocketEnd ConnectionLost = new("connection_lost", WebSocketCloseStatus.NormalClosure, "");
    internal static readonly SocketEnd TooSlow = new("too_slow", WebSocketCloseStatus.PolicyViolation, "Messages are not being read");
    internal static readonly SocketEnd Idle = new("idle", WebSocketCloseStatus.EndpointUnavailable, "Nothing was heard for too long");
    internal static readonly SocketEnd MessageTooBig = new("message_too_big", WebSocketCloseStatus.MessageTooBig, "The message is too big");
    internal static readonly SocketEnd Stopping = new("stopping", WebSocketCloseStatus.EndpointUnavailable, "The server restarts");

    /// <summary>1012, service restart (IANA's registry of close codes): the client connects again, and the gateway takes it elsewhere.</summary>
    internal static readonly SocketEnd Moved = new("moved", (WebSocketCloseStatus)1012, "Please connect again");

    internal static readonly SocketEnd Unauthorized = new("unauthorized", WebSocketCloseStatus.PolicyViolation, "The token is not valid");
    internal static readonly SocketEnd Forbidden = new("forbidden", WebSocketCloseStatus.InvalidMessageType, "No access to this list");
    internal static readonly SocketEnd TooManyOfAccount =
        new("too_many_of_account", WebSocketCloseStatus.PolicyViolation, "Too many sockets of this account are open");

    internal static readonly SocketEnd TooManyOnList =
        new("too_many_on_list", WebSocketCloseStatus.PolicyViolation, "Too many sockets are open on this list");

    internal static readonly SocketEnd Failed = new("failed", WebSocketCloseStatus.InternalServerError, "The server failed");
}
