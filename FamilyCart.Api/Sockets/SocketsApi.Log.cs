namespace FamilyCart.Api.Sockets;

internal sealed partial class SocketsApi
{
    [LoggerMessage(4402, LogLevel.Warning, "A socket is closed, since its right to be open cannot be read: {Exception}, SQL state {SqlState}")]
    private partial void LogUnread(string exception, string sqlState);
}
