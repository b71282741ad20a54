using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Sockets;

/// <summary>Settings of section <c>Sockets</c>.</summary>
/// <param name="QueueLimit">Messages that wait for one client before it counts as too slow, 1 to 10000. Default 256.</param>
/// <param name="KeepAliveInterval">How often the server pings a client, 1 s to 10 min. Default 30 s.</param>
/// <param name="KeepAliveTimeout">How long a ping may stay unanswered, 1 s to 10 min. Default 30 s.</param>
internal sealed record SocketSettings(int QueueLimit, TimeSpan KeepAliveInterval, TimeSpan KeepAliveTimeout)
{
    internal const string Section = "Sockets";

    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    internal static SocketSettings Read(SettingReader reader) => new(
        (int)reader.Number(nameof(QueueLimit), 256, 1, 10_000),
        reader.Duration(nameof(KeepAliveInterval), _usual, _shortest, _longest),
        reader.Duration(nameof(KeepAliveTimeout), _usual, _shortest, _longest));
}
