using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Tls;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Tls;

/// <summary>A gateway with an https door, a certificate that a forge issued, and a folder of its own.</summary>
internal sealed class HttpsGateway : IAsyncDisposable
{
    private HttpsGateway(string folder, CertificateForge forge, Issued first, RunningGateway gateway, int port) =>
        (Folder, Forge, First, Gateway, Port) = (folder, forge, first, gateway, port);

    public string Folder { get; }

    public CertificateForge Forge { get; }

    public Issued First { get; }

    public RunningGateway Gateway { get; }

    public int Port { get; }

    public string CertificateFile => Path.Combine(Folder, "live", "fullchain.pem");

    public string KeyFile => Path.Combine(Folder, "live", "privkey.pem");

    public CertificateHolder Holder => Gateway.Services.GetRequiredService<CertificateHolder>();

    public static async Task<HttpsGateway> StartAsync(params (string Key, string? Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-tls-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "live"));
        var forge = new CertificateForge();
        var first = forge.Issue();
        var (certificateFile, keyFile) = (Path.Combine(folder, "live", "fullchain.pem"), Path.Combine(folder, "live", "privkey.pem"));
        await File.WriteAllTextAsync(certificateFile, first.Certificate);
        await File.WriteAllTextAsync(keyFile, first.Key);
        var port = FreePort.Next();
        var gateway = await RunningGateway.StartAsync(
        [
            ("Gateway:Https:Url", $"https://127.0.0.1:{port}"),
            ("Gateway:Https:CertificateFile", certificateFile),
            ("Gateway:Https:KeyFile", keyFile),
            .. settings,
        ]);
        return new HttpsGateway(folder, forge, first, gateway, port);
    }

    /// <summary>Replaces both files by renames, one after the other.</summary>
    public void Replace(Issued issued)
    {
        foreach (var (path, content) in new[] { (CertificateFile, issued.Certificate), (KeyFile, issued.Key) })
        {
            File.WriteAllText($"{path}.new", content);
            File.Move($"{path}.new", path, overwrite: true);
        }
    }

    /// <summary>Waits until handshakes get the certificate.</summary>
    public Task ServesAsync(Issued issued) => Eventually.TrueAsync(() => Holder.Current.Thumbprint == issued.Thumbprint);

    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        SslOptions = Trusting(Forge.Root),
    })
    { BaseAddress = new Uri($"https://127.0.0.1:{Port}") };

    /// <summary>Makes one connection that trusts the forge's root alone.</summary>
    public async Task<SslStream> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(Trusting(Forge.Root));
        return stream;
    }

    public static SslClientAuthenticationOptions Trusting(X509Certificate2 root, string host = "localhost") => new()
    {
        TargetHost = host,
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { root },
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        },
    };

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Forge.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
