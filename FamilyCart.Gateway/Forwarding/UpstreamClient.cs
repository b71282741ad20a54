using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using FamilyCart.Gateway.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>The connections to all upstreams: HTTP/1.1, kept, never more of them than requests under way at once.</summary>
internal sealed class UpstreamClient(GatewayConfiguration configuration) : IDisposable
{
    /// <summary>Sends one request as it is: no proxy, redirects, cookies, decompression or retries.</summary>
    public HttpMessageInvoker Invoker { get; } = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = configuration.ConnectTimeout,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,

        // What was forwarded is counted at the door, by route and slot; counting it here as well would cost every request.
        MeterFactory = new UnheardMeters(),
    });

    public ForwarderRequestConfig Request { get; } = new()
    {
        ActivityTimeout = configuration.ActivityTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public void Dispose() => Invoker.Dispose();

    private sealed class UnheardMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new("FamilyCart.Gateway.Unheard");

        public void Dispose()
        {
        }
    }
}
