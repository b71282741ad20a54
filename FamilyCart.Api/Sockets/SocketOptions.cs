namespace FamilyCart.Api.Sockets;

/// <summary>Section `Sockets`.</summary>
internal sealed record SocketOptions
{
    internal const string Section = "Sockets";

    /// <summary>Messages that wait for one client before it counts as too slow and is closed, 1-10000.</summary>
    public int QueueLimit { get; init; } = 256;

    /// <summary>How often the server pings a silent client, 1 second to 10 minutes.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a ping may stay unanswered, 1 second to 10 minutes.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
