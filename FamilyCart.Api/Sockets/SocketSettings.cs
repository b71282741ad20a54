using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Sockets;

/// <summary>Settings of section <c>Sockets</c>.</summary>
/// <param name="QueueLimit">Messages that wait for one client before it counts as too slow, 1 to 10000. Default 256.</param>
/// <param name="KeepAliveInterval">How often the server pings a client, 1 s to 10 min. Default 30 s.</param>
/// <param name="KeepAliveTimeout">How long a ping may stay unanswered, 1 s to 10 min. Default 30 s.</param>
/// <param name="IdleTimeout">How long a client may say nothing at all, 1 min to 1 day. Default 10 min; clients ping every 30 s.</param>
/// <param name="CatchUpInterval">How often missed changes are looked for, 0.1 s to 1 min. Default 2 s.</param>
/// <param name="TicketLifetime">How long a ticket opens a socket, 5 s to 5 min. Default 30 s.</param>
/// <param name="BacklogLimit">Missed changes that a client gets one by one; beyond, it is to read the list. 1 to 5000, default 500.</param>
/// <param name="PerAccount">Sockets of one account at an instance, 1 to 10000. Default 200.</param>
/// <param name="PerList">Sockets on one list at an instance, 1 to 100000. Default 1000.</param>
/// <param name="PerInstance">Sockets at an instance, 1 to 100000. Default 10000.</param>
/// <param name="TicketsPerAccount">Tickets of one account that may wait for their sockets, 1 to 10000. Default 50.</param>
internal sealed record SocketSettings(
    int QueueLimit,
    TimeSpan KeepAliveInterval,
    TimeSpan KeepAliveTimeout,
    TimeSpan IdleTimeout,
    TimeSpan CatchUpInterval,
    TimeSpan TicketLifetime,
    int BacklogLimit,
    int PerAccount,
    int PerList,
    int PerInstance,
    int TicketsPerAccount)
{
    internal const string Section = "Sockets";

    private static readonly TimeSpan _usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    internal static SocketSettings Read(SettingReader reader) => new(
        reader.Whole(nameof(QueueLimit), 256, 1, 10_000),
        reader.Duration(nameof(KeepAliveInterval), _usual, _shortest, _longest),
        reader.Duration(nameof(KeepAliveTimeout), _usual, _shortest, _longest),
        reader.Duration(nameof(IdleTimeout), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        reader.Duration(nameof(CatchUpInterval), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
        reader.Duration(nameof(TicketLifetime), _usual, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
        reader.Whole(nameof(BacklogLimit), 500, 1, 5000),
        reader.Whole(nameof(PerAccount), 200, 1, 10_000),
        reader.Whole(nameof(PerList), 1000, 1, 100_000),
        reader.Whole(nameof(PerInstance), 10_000, 1, 100_000),
        reader.Whole(nameof(TicketsPerAccount), 50, 1, 10_000));
}
