using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FamilyCart.Gateway.Tls;

/// <summary>Judges a certificate, its chain and its key, all as PEM.</summary>
internal static class CertificatePair
{
    private const string CertificateBegin = "-----BEGIN CERTIFICATE-----";
    private const int ShortestRsa = 2048;
    private const int ShortestCurve = 256;

    /// <param name="certificates">The server's own first, then those that lead to the root.</param>
    /// <param name="key">PKCS#8, PKCS#1 or SEC1, not encrypted.</param>
    /// <param name="now">The certificate must be valid then.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "It is served, and handshakes that began with it may outlast its replacement.")]
    public static (ServedCertificate? Served, CertificateRefusal Refusal, string Detail) Read(string certificates, string key, DateTimeOffset now)
    {
        if (ReadChain(certificates) is not [var own, ..] chain)
        {
            return (null, CertificateRefusal.Broken, "is no PEM of certificates, or only a part of it");
        }

        if (own.NotAfter <= now)
        {
            return (null, CertificateRefusal.Expired, string.Create(CultureInfo.InvariantCulture, $"expired at {own.NotAfter.ToUniversalTime():u}"));
        }

        if (own.NotBefore > now)
        {
            return (null, CertificateRefusal.NotYetValid, string.Create(CultureInfo.InvariantCulture, $"is not valid before {own.NotBefore.ToUniversalTime():u}"));
        }

        if (!IsStrong(own))
        {
            return (null, CertificateRefusal.Weak, "has a key that is neither RSA of 2048 bits or more nor ECDSA of 256 or more");
        }

        try
        {
            var complete = X509Certificate2.CreateFromPem(certificates, key);

            // Nothing is fetched: what the files do not hold is not sent.
            var context = SslStreamCertificateContext.Create(complete, [.. chain.Skip(1)], offline: true);
            return (new ServedCertificate(context), CertificateRefusal.None, "");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return IsKey(key)
                ? (null, CertificateRefusal.Mismatched, "belongs to another key than that of the key file")
                : (null, CertificateRefusal.Broken, "has a key that is no PEM of a private key without a password, or only a part of it");
        }
    }

    // A block without its end is none to the reader of PEM, so a file that is being written would seem to have a shorter chain.
    private static X509Certificate2Collection ReadChain(string certificates)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(certificates);
        }
        catch (CryptographicException)
        {
            return [];
        }

        return chain.Count == certificates.AsSpan().Count(CertificateBegin) ? chain : [];
    }

    private static bool IsStrong(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var curve = certificate.GetECDsaPublicKey();
        return rsa?.KeySize >= ShortestRsa || curve?.KeySize >= ShortestCurve;
    }

    private static bool IsKey(string key)
    {
        using var rsa = RSA.Create();
        using var curve = ECDsa.Create();
        return CanImport(rsa) || CanImport(curve);

        bool CanImport(AsymmetricAlgorithm algorithm)
        {
            try
            {
                algorithm.ImportFromPem(key);
                return true;
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException)
            {
                return false;
            }
        }
    }
}
