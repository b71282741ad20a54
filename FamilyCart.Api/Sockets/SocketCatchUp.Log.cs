namespace FamilyCart.Api.Sockets;

internal sealed partial class SocketCatchUp
{
    [LoggerMessage(4403, LogLevel.Warning, "Missed changes cannot be read and are told later: {Exception}, SQL state {SqlState}")]
    private partial void LogUnread(string exception, string sqlState);
}
