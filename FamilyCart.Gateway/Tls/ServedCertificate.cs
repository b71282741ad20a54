using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FamilyCart.Gateway.Tls;

/// <summary>A certificate with its key and chain, ready for handshakes.</summary>
internal sealed record ServedCertificate(SslStreamCertificateContext Context)
{
    public string Thumbprint => Leaf.Thumbprint;

    public DateTimeOffset NotBefore => Leaf.NotBefore;

    public DateTimeOffset NotAfter => Leaf.NotAfter;

    public TimeSpan Lifetime => NotAfter - NotBefore;

    private X509Certificate2 Leaf => Context.TargetCertificate;
}
