using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Tls;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class HandshakeTests
{
    private const ushort Tls11 = 0x0302;
    private const ushort Tls12 = 0x0303;

    // The last one is the proof that the others are refused for what they are.
    [Theory]
    [InlineData(Tls11, 0xC009, ClientHello.ProtocolVersion)] // ECDHE_ECDSA_WITH_AES_128_CBC_SHA
    [InlineData(Tls12, 0x002F, ClientHello.HandshakeFailure)] // RSA_WITH_AES_128_CBC_SHA
    [InlineData(Tls12, 0xC009, ClientHello.HandshakeFailure)] // ECDHE_ECDSA_WITH_AES_128_CBC_SHA
    [InlineData(Tls12, 0xC023, ClientHello.HandshakeFailure)] // ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
    [InlineData(Tls12, 0xC02B, null)] // ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
    public async Task Handshake_OldProtocolOrWeakCipher_IsRefusedByTheServer(int protocol, int suite, byte? alert)
    {
        await using var https = await HttpsGateway.StartAsync();

        Assert.Equal(alert, await ClientHello.OfferAsync(https.Port, (ushort)protocol, (ushort)suite));
    }

    [Theory]
    [InlineData("Tls12")]
    [InlineData("Tls13")]
    public async Task Handshake_EitherProtocolOfToday_Succeeds(string name)
    {
        var protocol = Enum.Parse<SslProtocols>(name);
        await using var https = await HttpsGateway.StartAsync();
        var options = HttpsGateway.Trusting(https.Forge.Root);
        options.EnabledSslProtocols = protocol;
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", https.Port);
        await using var stream = new System.Net.Security.SslStream(client.GetStream());

        await stream.AuthenticateAsClientAsync(options);

        Assert.Equal(protocol, stream.SslProtocol);
    }

    // Only the root is trusted, so the authority's certificate must have come with the server's.
    [Fact]
    public async Task Handshake_CertificateWithChain_IsServedWithIt()
    {
        await using var https = await HttpsGateway.StartAsync();
        X509Chain? received = null;
        var options = HttpsGateway.Trusting(https.Forge.Root);
        options.RemoteCertificateValidationCallback = (_, _, chain, errors) =>
        {
            received = chain;
            Assert.Contains(chain!.ChainPolicy.ExtraStore, one => one.Thumbprint == https.Forge.AuthorityThumbprint);
            return errors == System.Net.Security.SslPolicyErrors.None;
        };
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", https.Port);
        await using var stream = new System.Net.Security.SslStream(client.GetStream());

        await stream.AuthenticateAsClientAsync(options);

        Assert.NotNull(received);
        Assert.Equal(https.First.Thumbprint, stream.RemoteCertificate!.GetCertHashString());
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("1.1")]
    public async Task Request_OverEitherVersion_ReachesTheSlotAsHttps(string version)
    {
        await using var blue = await FakeUpstream.StartAsync("blue");
        await using var https = await HttpsGateway.StartAsync(("Gateway:Slots:blue:Address", blue.Address));
        await https.Gateway.HealthBecomesAsync(HttpStatusCode.OK);
        using var client = https.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/secure")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal("https", blue.Requests.Single(one => one.Target == "/api/secure").Headers["X-Forwarded-Proto"]);
    }

    // With QUIC clients are told of HTTP/3; without, the operator is told why there is none.
    [Fact]
    public async Task Start_WithOrWithoutQuic_OffersHttp3OrSaysWhyNot()
    {
        await using var https = await HttpsGateway.StartAsync();
        using var client = https.CreateClient();

        using var response = await client.GetAsync("/");

        Assert.Equal(HttpsListener.HasQuic, response.Headers.TryGetValues("Alt-Svc", out var offers) && offers.Single().StartsWith("h3=", StringComparison.Ordinal));
        Assert.Equal(!HttpsListener.HasQuic, https.Gateway.Log.All.Any(line => line.Text.EndsWith("this machine has no QUIC (libmsquic).", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/deployments")]
    [InlineData("/alive")]
    public async Task Request_ForTheAdminDoor_FindsThePublicOneAtHttps(string path)
    {
        await using var https = await HttpsGateway.StartAsync();
        using var client = https.CreateClient();

        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Handshake_PlainHttpAtTheHttpsDoor_IsNotAnswered()
    {
        await using var https = await HttpsGateway.StartAsync();
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", https.Port);
        var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // A reset is no answer either.
        }

        Assert.DoesNotContain("HTTP/", Encoding.ASCII.GetString(answer.ToArray()), StringComparison.Ordinal);
    }
}
