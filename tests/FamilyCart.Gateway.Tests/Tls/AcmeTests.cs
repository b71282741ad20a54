using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests.Tls;

/// <summary>Certificates as an operator gets and renews them: certbot's webroot, before a real ACME server.</summary>
[Trait("Needs", "Acme")]
public sealed class AcmeTests : IDisposable
{
    private const string Name = "familycart.test";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-acme-").FullName;
    private readonly CertificateForge _forge = new();

    public void Dispose()
    {
        _forge.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [AcmeFact]
    public async Task Certificate_GotAndRenewedByCertbot_IsSwappedWithNoFailedHandshake()
    {
        var (trusted, certificate, key) = (Path.Combine(_folder, "root.pem"), Path.Combine(_folder, "acme.pem"), Path.Combine(_folder, "acme.key"));
        var issued = _forge.Issue();
        await File.WriteAllTextAsync(trusted, _forge.Root.ExportCertificatePem());
        await File.WriteAllTextAsync(certificate, issued.Certificate);
        await File.WriteAllTextAsync(key, issued.Key);
        var certbot = new Certbot(_folder, trusted);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = HttpsGateway.Trusting(_forge.Root) });

        // The first certificate is got over plain http, before there is an https door.
        await using var plain = await RunningGateway.StartAsync(("Gateway:Acme:Webroot", certbot.Webroot));
        await using var acme = await AcmeServer.StartAsync(certificate, key, plain.PublicPort);
        await Eventually.TrueAsync(() => IsThereAsync(client, acme.Directory));
        using var root = await acme.RootAsync(client);
        await certbot.GetAsync(acme.Directory, Name);
        await plain.StopAsync();

        var port = FreePort.Next();
        await using var gateway = await RunningGateway.StartAsync(
            ("urls", $"http://127.0.0.1:{plain.PublicPort}"),
            ("Gateway:Acme:Webroot", certbot.Webroot),
            ("Gateway:Https:Url", $"https://127.0.0.1:{port}"),
            ("Gateway:Https:CertificateFile", certbot.Live(Name, "fullchain.pem")),
            ("Gateway:Https:KeyFile", certbot.Live(Name, "privkey.pem")));
        var first = await ConnectAsync(port, root);
        var (failures, renewed) = (new ConcurrentQueue<string>(), new TaskCompletionSource());
        using var stop = new CancellationTokenSource();
        var visitor = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    if (await ConnectAsync(port, root) != first)
                    {
                        renewed.TrySetResult();
                    }
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    failures.Enqueue(exception.Message);
                }
            }
        });

        await certbot.RenewAsync();

        await renewed.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await visitor;
        Assert.Empty(failures);
    }

    private static async Task<bool> IsThereAsync(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> ConnectAsync(int port, X509Certificate2 root)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(HttpsGateway.Trusting(root, Name));
        return stream.RemoteCertificate!.GetCertHashString();
    }
}
