using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.AppHost.Machine;

namespace FamilyCart.AppHost.Publishing;

/// <summary>A certificate for trying a published topology out, until a real one lies in its place.</summary>
internal static class SelfSignedCertificate
{
    private const int Days = 90;

    /// <summary>Writes certificate and key where there are none.</summary>
    /// <param name="folder">For <c>fullchain.pem</c> and <c>privkey.pem</c>.</param>
    /// <param name="hosts">Names and addresses, by commas.</param>
    /// <param name="time">When it begins to hold.</param>
    public static void Ensure(string folder, string hosts, TimeProvider time)
    {
        var (certificateFile, keyFile) = (Path.Combine(folder, "fullchain.pem"), Path.Combine(folder, "privkey.pem"));
        if (File.Exists(certificateFile) || File.Exists(keyFile))
        {
            return;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(Days));
        OpenFolder.Write(certificateFile, certificate.ExportCertificatePem() + "\n");
        OpenFolder.Write(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
