using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Protection.Connections;

/// <summary>How much and how slowly clients may send, of section <c>Gateway:Limits</c>.</summary>
internal sealed record ConnectionSettings
{
    public const string Section = "Gateway:Limits";

    /// <summary>HeaderCount of a request.</summary>
    public int HeaderCount { get; init; } = 100;

    /// <summary>HeaderBytes of a request, all headers together.</summary>
    public int HeaderBytes { get; init; } = 32 * 1024;

    /// <summary>RequestLineBytes: method, target and version.</summary>
    public int RequestLineBytes { get; init; } = 8 * 1024;

    /// <summary>HeaderTimeout: for request line and headers to arrive.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>KeepAliveTimeout: for the next request to begin.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>BytesPerSecond that a client has to send of a body, and to take of an answer, on average.</summary>
    public int BytesPerSecond { get; init; } = 240;

    /// <summary>SlowTime: for how long a client may be slower.</summary>
    public TimeSpan SlowTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections in total.</summary>
    public int Connections { get; init; } = 5_000;

    /// <summary>ConnectionsPerAddress; a known proxy may have them all.</summary>
    public int ConnectionsPerAddress { get; init; } = 200;

    /// <summary>Sockets: upgraded connections.</summary>
    public int Sockets { get; init; } = 4_000;

    /// <summary>StreamsPerConnection: requests at once on one connection of HTTP/2.</summary>
    public int StreamsPerConnection { get; init; } = 100;

    /// <summary>RequestBufferBytes of a request that lie in memory until somebody reads them; at least what its headers may have.</summary>
    public int RequestBufferBytes { get; init; } = 128 * 1024;

    /// <summary>Reads them; every fault is noted.</summary>
    public static ConnectionSettings Read(SettingReader reader)
    {
        var defaults = new ConnectionSettings();
        return new ConnectionSettings
        {
            HeaderCount = reader.Whole(nameof(HeaderCount), defaults.HeaderCount, 10, 1_000),
            HeaderBytes = reader.Whole(nameof(HeaderBytes), defaults.HeaderBytes, 1024, 1 << 20),
            RequestLineBytes = reader.Whole(nameof(RequestLineBytes), defaults.RequestLineBytes, 256, 1 << 16),
            HeaderTimeout = reader.Duration(nameof(HeaderTimeout), defaults.HeaderTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            KeepAliveTimeout = reader.Duration(nameof(KeepAliveTimeout), defaults.KeepAliveTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            BytesPerSecond = reader.Whole(nameof(BytesPerSecond), defaults.BytesPerSecond, 1, 1 << 20),
            SlowTime = reader.Duration(nameof(SlowTime), defaults.SlowTime, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5)),
            Connections = reader.Whole(nameof(Connections), defaults.Connections, 1, 1_000_000),
            ConnectionsPerAddress = reader.Whole(nameof(ConnectionsPerAddress), defaults.ConnectionsPerAddress, 1, 1_000_000),
            Sockets = reader.Whole(nameof(Sockets), defaults.Sockets, 1, 1_000_000),
            RequestBufferBytes = reader.Whole(nameof(RequestBufferBytes), defaults.RequestBufferBytes, 1 << 16, 1 << 24),
            StreamsPerConnection = reader.Whole(nameof(StreamsPerConnection), defaults.StreamsPerConnection, 1, 1_000),
        };
    }
}
