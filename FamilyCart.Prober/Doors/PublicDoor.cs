using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FamilyCart.Prober.Doors;

/// <summary>The gateway's own door. Each walk shakes hands anew, so that a bad certificate is found within one.</summary>
internal sealed class PublicDoor(ProbeSettings settings) : IDoor
{
    // One attempt over connections of its own: no retries, no proxy, no redirects, nothing remembered.
    public HttpMessageHandler Open() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = settings.StepTimeout,
        SslOptions = new SslClientAuthenticationOptions
        {
            // A session that is resumed shows the certificate of the first handshake.
            AllowTlsResume = false,
            CertificateChainPolicy = settings.CertificateFile is { } file ? Trusting(file) : null,
        },
    };

    // The name is checked all the same. Nobody can revoke what is trusted by a file.
    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("The file holds no certificate.");
    }
}
