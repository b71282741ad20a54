using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FamilyCart.Gateway.Tls;

/// <summary>
/// A certificate that signs itself, for this machine only. It is made where none is usable, and anew when a third of its time is left.
/// </summary>
/// <param name="folder">Of the gateway alone; made with mode 0700 when absent.</param>
internal sealed class DevelopmentCertificate(string folder) : ICertificateSource
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const UnixFileMode FileAccessMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan _lifetime = TimeSpan.FromDays(90);
    private static readonly TimeSpan _clockSkew = TimeSpan.FromHours(1);

    private readonly CertificateFiles _files = new(Path.Combine(folder, "development.pem"), Path.Combine(folder, "development.key"));

    public string Name => "development";

    public IReadOnlyList<string> Folders => _files.Folders;

    public CertificateReading Read(DateTimeOffset now)
    {
        var found = _files.Read(now);
        if (found.Certificate is { } certificate && certificate.NotAfter - now > certificate.Lifetime / 3)
        {
            return found;
        }

        try
        {
            Make(now);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            const CertificateRefusal refusal = CertificateRefusal.Unreadable;
            return new CertificateReading($"{refusal}", null, refusal, $"could not be made in {folder} ({exception.GetType().Name})");
        }

        return _files.Read(now);
    }

    private void Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=FamilyCart development", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using var certificate = request.CreateSelfSigned(now - _clockSkew, now - _clockSkew + _lifetime);
        CreateFolder();
        Write("development.key", key.ExportPkcs8PrivateKeyPem());
        Write("development.pem", certificate.ExportCertificatePem());
    }

    private static X509Extension Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (Environment.MachineName != "localhost" && Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns)
        {
            names.AddDnsName(Environment.MachineName);
        }

        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FileAccessMode | UnixFileMode.UserExecute);
        }
    }

    // Under another name first: nobody ever reads half of it.
    private void Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        var draft = $"{path}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileAccessMode;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(content);
        }

        File.Move(draft, path, overwrite: true);
    }
}
