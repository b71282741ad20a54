using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Testing.Npm;
using FamilyCart.Testing.Processes;

namespace FamilyCart.Testing;

/// <summary>
/// A throw-away S3-compatible store, s3rver, with TLS on localhost and one empty bucket. It knows one access key; a secret that belongs
/// to another key it lets pass where the signature is of version 4.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>Its only bucket.</summary>
    public const string Bucket = "familycart-backup";

    /// <summary>Access key and secret, which it has for everybody.</summary>
    public const string Key = "S3RVER";

    private const int Attempts = 5;

    private readonly string _folder = TemporaryFolder.Create();
    private ServerProcess? _process;
    private int _port;

    private S3Server()
    {
    }

    /// <summary>What npm has of it.</summary>
    public static NpmTool Tool { get; } = new("store", Path.Combine(AppContext.BaseDirectory, "Npm", "Store"), "s3rver", "s3rver/bin/s3rver.js");

    /// <summary>Host and port.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"localhost:{_port}");

    /// <summary>PEM of the authority that has signed its certificate; everybody may read it.</summary>
    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    /// <summary>The folder in which the bucket's objects lie.</summary>
    public string Objects => Path.Combine(_folder, "objects", Bucket);

    /// <summary>Starts one and returns once it accepts connections.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had from npm, or did not start.</exception>
    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        try
        {
            server.MakeCertificates();
            await server.StartProcessAsync(await Tool.FindAsync(CancellationToken.None));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it and removes all that it holds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.StopAsync(ServerProcess.Terminate);
        }

        TemporaryFolder.Remove(_folder);
    }

    private async Task StartProcessAsync(string program)
    {
        for (var attempt = 1; ; attempt++)
        {
            _port = FreePort.Next();
            // Of more than a thousand objects it marks where a list goes on by a cipher that OpenSSL calls legacy.
            string[] command =
            [
                Executable.Find("node", "nodejs"), "--openssl-legacy-provider", program, "--directory", Path.Combine(_folder, "objects"), "--address", "localhost",
                "--port", _port.ToString(CultureInfo.InvariantCulture), "--key", File("key.pem"), "--cert", File("certificate.pem"), "--no-vhost-buckets", "--configure-bucket", Bucket,
            ];
            try
            {
                _process = await ServerProcess.StartAsync(command, [], "KILL", "S3rver listening", CancellationToken.None);
                return;
            }
            catch (InvalidOperationException exception) when (attempt < Attempts && exception.Message.Contains("EADDRINUSE", StringComparison.Ordinal))
            {
                // Somebody else took the port first.
            }
        }
    }

    private void MakeCertificates()
    {
        // Other accounts read the authority.
        System.IO.File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(7));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=FamilyCart test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
        System.IO.File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
        System.IO.File.WriteAllText(File("certificate.pem"), certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(File("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private string File(string name) => Path.Combine(_folder, name);
}
