using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FamilyCart.Gateway.Tls;

/// <summary>Has one of the listeners speak TLS.</summary>
internal sealed partial class HttpsDoor(HttpsSettings settings, CertificateHolder holder, TlsMetrics metrics, ILogger<HttpsDoor> logger)
{
    /// <summary>Opens it, if this listener is the one.</summary>
    public void Open(ListenOptions listen)
    {
        if (listen.IPEndPoint?.Port == settings.Port)
        {
            HttpsListener.Configure(listen, settings, holder, metrics);
            if (!HttpsListener.HasQuic)
            {
                LogNoQuic();
            }
        }
    }

    [LoggerMessage(2043, LogLevel.Information, "The https door has HTTP/1.1 and 2. It has no 3, since this machine has no QUIC (libmsquic).")]
    private partial void LogNoQuic();
}
