using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FamilyCart.Gateway.Tests.Tls;

/// <summary>A root, an authority below it, and the certificates for localhost that the authority issues.</summary>
internal sealed class CertificateForge : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public CertificateForge()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Root = Authority("CN=Forge root", rootKey).CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(5));
        using var authority = Authority("CN=Forge authority", _key).Create(Root, DateTimeOffset.UtcNow.AddYears(-1), DateTimeOffset.UtcNow.AddYears(4), RandomNumberGenerator.GetBytes(16));
        _authority = authority.CopyWithPrivateKey(_key);
    }

    public X509Certificate2 Root { get; }

    public string AuthorityThumbprint => _authority.Thumbprint;

    /// <summary>Issues a certificate; its PEM has the authority's after it.</summary>
    public Issued Issue(TimeSpan? left = null, TimeSpan? lifetime = null, int? rsaBits = null)
    {
        using AsymmetricAlgorithm key = rsaBits is { } bits ? RSA.Create(bits) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=localhost", (ECDsa)key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var notAfter = DateTimeOffset.UtcNow + (left ?? TimeSpan.FromDays(60));
        var generator = X509SignatureGenerator.CreateForECDsa(_key);
        using var certificate = request.Create(
            _authority.SubjectName, generator, notAfter - (lifetime ?? TimeSpan.FromDays(90)), notAfter, RandomNumberGenerator.GetBytes(16));
        var own = certificate.ExportCertificatePem();
        return new Issued($"{own}\n{_authority.ExportCertificatePem()}\n", key.ExportPkcs8PrivateKeyPem() + "\n", certificate.Thumbprint);
    }

    public void Dispose()
    {
        Root.Dispose();
        _authority.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}

/// <summary>A certificate with its chain and its key, as PEM.</summary>
internal sealed record Issued(string Certificate, string Key, string Thumbprint);
