using System.Diagnostics.CodeAnalysis;
using System.Net.Quic;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace FamilyCart.Gateway.Tls;

/// <summary>The https listener: TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only, HTTP/1.1, 2 and, with QUIC, 3.</summary>
internal static class HttpsListener
{
    private static readonly object _greeted = new();

    private static readonly CipherSuitesPolicy? _ciphers = OperatingSystem.IsLinux() ? Modern() : null;

    /// <summary>Whether this machine can serve HTTP/3.</summary>
    public static bool HasQuic =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()) && QuicListener.IsSupported;

    public static void Configure(ListenOptions listen, HttpsSettings settings, CertificateHolder holder, TlsMetrics metrics)
    {
        listen.Protocols = HasQuic ? HttpProtocols.Http1AndHttp2AndHttp3 : HttpProtocols.Http1AndHttp2;

        // Alt-Svc names the port that is listened on, which clients do not see where another is forwarded to it.
        listen.DisableAltSvcHeader = settings.PublicPort != settings.Port;
        listen.Use(next => connection => CountAsync(connection, next, metrics));
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Options(holder.Current)) });
        listen.Use(next => connection =>
        {
            connection.Items[_greeted] = true;
            return next(connection);
        });
    }

    private static async Task CountAsync(ConnectionContext connection, ConnectionDelegate next, TlsMetrics metrics)
    {
        await next(connection);
        if (!connection.Items.ContainsKey(_greeted))
        {
            metrics.HandshakeFailed();
        }
    }

    [SuppressMessage("Security", "CA5398", Justification = "What the operating system still allows is not what the door allows.")]
    private static SslServerAuthenticationOptions Options(ServedCertificate certificate) => new()
    {
        ServerCertificateContext = certificate.Context,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CipherSuitesPolicy = _ciphers,
        AllowRenegotiation = false,
    };

    [SupportedOSPlatform("linux")]
    private static CipherSuitesPolicy Modern() => new(
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]);
}
