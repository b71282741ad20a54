using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.Gateway.Protection.Connections;

/// <summary>Tells Kestrel the limits.</summary>
internal static class ConnectionLimits
{
    private const string NoBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    public static void Apply(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        // The server is made before the settings are checked. With faults these are never served: the start ends first.
        var settings = ConnectionSettings.Read(new SettingReader(configuration.GetSection(ConnectionSettings.Section)));
        var limits = kestrel.Limits;
        AppContext.SetSwitch(NoBareLineFeeds, true);
        kestrel.RequestHeaderEncodingSelector = static name => name == HeaderNames.ContentLength ? PlainLength.Instance : null;
        limits.MaxRequestHeaderCount = settings.HeaderCount;
        limits.MaxRequestHeadersTotalSize = settings.HeaderBytes;
        limits.MaxRequestLineSize = settings.RequestLineBytes;
        limits.RequestHeadersTimeout = settings.HeaderTimeout;
        limits.KeepAliveTimeout = settings.KeepAliveTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(settings.BytesPerSecond, settings.SlowTime);
        limits.MinResponseDataRate = new MinDataRate(settings.BytesPerSecond, settings.SlowTime);
        limits.MaxRequestBufferSize = BufferOf(settings);
        limits.Http2.InitialStreamWindowSize = BufferOf(settings);
        limits.Http2.InitialConnectionWindowSize = Math.Max(BufferOf(settings), limits.Http2.InitialConnectionWindowSize);
        limits.Http2.MaxStreamsPerConnection = settings.StreamsPerConnection;
    }

    /// <summary>Bytes of one request that lie in memory at most while nobody reads them. Kestrel takes no less than a head may have.</summary>
    public static int BufferOf(ConnectionSettings settings) => Math.Max(settings.RequestBufferBytes, Math.Max(settings.HeaderBytes, settings.RequestLineBytes));

    /// <summary>Counts the connections of a listener.</summary>
    public static void Guard(ListenOptions listener) => listener.Use(next =>
    {
        var gate = listener.ApplicationServices.GetRequiredService<ConnectionGate>();
        return connection => gate.AdmitAsync(connection, next);
    });
}
