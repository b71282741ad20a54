using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Prober.Tests.Support;
using FamilyCart.Prober.Walks;

namespace FamilyCart.Prober.Tests.Walks;

/// <summary>Whom the prober gives its password.</summary>
[Collection(FamilyCartDefinition.Name)]
public sealed class CertificateTests(FamilyCartFixture fixture) : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Walk_CertificateThatTheSystemDoesNotTrust_EndsBeforeThePasswordIsSent() =>
        await AssertUntrustedAsync(settings => settings with { CertificateFile = null });

    [Fact]
    public async Task Walk_CertificateOfSomebodyElseTrusted_EndsBeforeThePasswordIsSent()
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=FamilyCart development", key, HashAlgorithmName.SHA256);
        using var other = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(_file, other.ExportCertificatePem());

        await AssertUntrustedAsync(settings => settings with { CertificateFile = _file });
    }

    // Every address of 127.0.0.0/8 is this machine; the certificate names the first.
    [Fact]
    public async Task Walk_CertificateOfAnotherName_EndsBeforeThePasswordIsSent() =>
        await AssertUntrustedAsync(settings => settings with { Address = new UriBuilder(fixture.Door) { Host = "127.0.0.2" }.Uri });

    [Theory]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public async Task Walk_FileWithoutACertificate_Ends(string content)
    {
        await File.WriteAllTextAsync(_file, content);

        await AssertUntrustedAsync(settings => settings with { CertificateFile = _file });
    }

    [Fact]
    public async Task Walk_FileThatIsNotThere_Ends() =>
        await AssertUntrustedAsync(settings => settings with { CertificateFile = $"{_file}.pem" });

    private async Task AssertUntrustedAsync(Func<ProbeSettings, ProbeSettings> change)
    {
        using var rig = Rig.Of(fixture, change);

        Assert.Equal((WalkStep.LogIn, StepFault.Untrusted, null), WalkTests.LastOf(await rig.WalkAsync()));
    }
}
