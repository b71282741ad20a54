using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace GatewayBench.Proxies;

/// <summary>The pair of files that all proxies serve.</summary>
/// <param name="Certificate">PEM.</param>
/// <param name="Key">PEM.</param>
internal sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>Makes a pair for 127.0.0.1 that signs itself.</summary>
    internal static async Task<CertificateFiles> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(30));
        var files = new CertificateFiles(Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(files.Certificate, certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(files.Key, key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        return files;
    }
}
