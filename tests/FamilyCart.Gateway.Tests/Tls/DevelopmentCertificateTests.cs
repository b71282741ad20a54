using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Tls;
using FamilyCart.Testing;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class DevelopmentCertificateTests : IDisposable
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UtcNow;

    private readonly string _parent = Directory.CreateTempSubdirectory("gateway-tls-").FullName;

    private string Folder => Path.Combine(_parent, "gateway");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Read_FirstRun_MakesOneForThisMachineThatOnlyTheOwnerReads()
    {
        var found = new DevelopmentCertificate(Folder).Read(_now);

        var certificate = found.Certificate!.Context.TargetCertificate;
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Superset(new HashSet<string> { "localhost", Environment.MachineName }, names.EnumerateDnsNames().ToHashSet());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.Equal("1.2.840.10045.2.1", certificate.GetKeyAlgorithm());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "development.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "development.pem")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(61, false)]
    [InlineData(100, false)]
    public void Read_Later_KeepsItUntilAThirdOfItsTimeIsLeft(int days, bool isKept)
    {
        var first = new DevelopmentCertificate(Folder).Read(_now);

        var later = new DevelopmentCertificate(Folder).Read(_now + TimeSpan.FromDays(days));

        Assert.Equal(isKept, later.Fingerprint == first.Fingerprint);
        Assert.True(later.Certificate!.NotAfter > _now + TimeSpan.FromDays(days + 29));
    }

    [Theory]
    [InlineData("development.key")]
    [InlineData("development.pem")]
    public void Read_OneFileLost_MakesBothAnew(string lost)
    {
        new DevelopmentCertificate(Folder).Read(_now);
        File.Delete(Path.Combine(Folder, lost));

        Assert.Equal(CertificateRefusal.None, new DevelopmentCertificate(Folder).Read(_now).Refusal);
    }

    [Fact]
    public void Read_FolderThatCannotBeMade_IsRefused()
    {
        File.WriteAllText(Folder, "no folder");

        Assert.Equal(CertificateRefusal.Unreadable, new DevelopmentCertificate(Folder).Read(_now).Refusal);
    }

    [Fact]
    public async Task Gateway_InDevelopment_AnswersOverHttpsWithoutHsts()
    {
        var port = FreePort.Next();
        await using var gateway = await RunningGateway.StartAsync(
            ("Gateway:Https:Url", $"https://127.0.0.1:{port}"), ("Gateway:Https:Development", "true"), ("Gateway:Https:DevelopmentFolder", Folder));
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Folder, "development.pem"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = HttpsGateway.Trusting(certificate, "127.0.0.1") });

        using var response = await client.GetAsync(new Uri($"https://127.0.0.1:{port}/"));

        Assert.True(response.IsSuccessStatusCode);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }
}
