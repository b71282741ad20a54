namespace FamilyCart.Api.Sockets;

internal sealed partial class SocketSweeper
{
    [LoggerMessage(4401, LogLevel.Warning, "Open sockets cannot be checked and stay open: {Exception}, SQL state {SqlState}")]
    private partial void LogUnchecked(string exception, string sqlState);
}
