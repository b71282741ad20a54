using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Ops.Settings;

/// <summary>A bucket and who may write to it.</summary>
/// <param name="Name">The bucket.</param>
/// <param name="Endpoint">Host, and port if it is not 443, such as <c>s3.example.org</c>. It is asked by TLS only.</param>
/// <param name="Region">The store's name of its place.</param>
/// <param name="AccessKey">The user.</param>
/// <param name="SecretKey">Its secret.</param>
/// <param name="CertificateAuthority">Absolute; PEM of whom alone the store's certificate may be signed by. Null for those that the system trusts.</param>
/// <param name="Timeout">How long the store may be silent, 1 s to 5 min. Default 20 s; what asks it tries several times.</param>
internal sealed record S3Bucket(string Name, string Endpoint, string Region, string AccessKey, string SecretKey, string? CertificateAuthority, TimeSpan Timeout)
{
    /// <summary>Without the keys.</summary>
    public override string ToString() => $"{Name} at {Endpoint}";

    internal static S3Bucket Read(SettingReader reader, string key, string name) => new(
        Line(reader, $"{key}:Bucket", name),
        ReadEndpoint(reader, $"{key}:Endpoint"),
        Line(reader, $"{key}:Region", reader.Text($"{key}:Region") ?? "us-east-1"),
        Required(reader, $"{key}:AccessKey", "give the key that may write to the bucket"),
        Required(reader, $"{key}:SecretKey", "give the secret that belongs to the access key"),
        ReadAuthority(reader, $"{key}:CertificateAuthority"),
        reader.Duration($"{key}:Timeout", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));

    private static string ReadEndpoint(SettingReader reader, string key)
    {
        var endpoint = Required(reader, key, "name the store, for example s3.example.org");
        if (endpoint.Length > 0 && !(Uri.TryCreate($"https://{endpoint}", UriKind.Absolute, out var url) && url.PathAndQuery == "/" && !endpoint.EndsWith('/') && url.UserInfo.Length == 0))
        {
            reader.AddFault(key, endpoint, "a host, with a port where it is not 443", "s3.example.org:9000");
        }

        return endpoint;
    }

    private static string? ReadAuthority(SettingReader reader, string key)
    {
        if (BackupSettings.Path(reader, key, "/etc/ssl/private-store.pem", isRequired: false) is not { } file || !Path.IsPathFullyQualified(file))
        {
            return null;
        }

        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            if (certificates.Count == 0)
            {
                reader.AddFault(key, $"names {file}, which holds no certificate", "give a PEM file that begins with -----BEGIN CERTIFICATE-----");
            }
        }
        catch (CryptographicException)
        {
            reader.AddFault(key, $"names {file}, whose certificate is damaged", "give the PEM file of the authority that has signed the store's certificate");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reader.AddFault(key, $"names {file}, which cannot be read ({exception.Message.TrimEnd('.')})", "put it there, so that the server's account can read it");
        }

        return file;
    }

    private static string Required(SettingReader reader, string key, string remedy)
    {
        if (reader.Text(key) is { } text && !text.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }

        reader.AddFault(key, "is missing", remedy);
        return "";
    }

    // A tool's file of settings has a line for each.
    private static string Line(SettingReader reader, string key, string text)
    {
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            reader.AddFault(key, "has more than one line", "give it in one");
        }

        return text;
    }
}
