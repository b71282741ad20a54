using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FamilyCart.AppHost.Smoke;

/// <summary>Takes one certificate, which signed itself, and no other.</summary>
internal static class TrustedCertificate
{
    /// <summary>The check for connections; null, which is the system's own, without such a certificate.</summary>
    public static RemoteCertificateValidationCallback? Check(X509Certificate2? trusted) =>
        trusted is null ? null : (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(trusted.RawData);
}
