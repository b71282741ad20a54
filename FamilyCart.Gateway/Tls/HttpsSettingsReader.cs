using FamilyCart.Gateway.Configuration;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Tls;

/// <summary>Reads what the https door is to be. Every fault is noted.</summary>
internal static class HttpsSettingsReader
{
    private const string UrlKey = "Https:Url";
    private const string CertificateKey = "Https:CertificateFile";
    private const string PrivateKey = "Https:KeyFile";
    private const string FolderKey = "Https:DevelopmentFolder";
    private const string WebrootKey = "Acme:Webroot";
    private const string UrlExample = "https://*:8443";
    private const string CertificateExample = "/etc/letsencrypt/live/familycart.app/fullchain.pem";
    private const string KeyExample = "/etc/letsencrypt/live/familycart.app/privkey.pem";
    private const string FolderExample = "/var/lib/familycart/gateway";

    /// <param name="reader">Takes the faults.</param>
    /// <param name="otherUrls">Listeners of the public and the admin door, whose ports the https door may not share.</param>
    /// <param name="time">The certificate must be valid now.</param>
    public static HttpsSettings Read(SettingReader reader, IReadOnlyList<string> otherUrls, TimeProvider time)
    {
        var defaults = new HttpsSettings();
        var webroot = ReadWebroot(reader);
        var url = reader.Text(UrlKey);
        var certificateFile = ReadPath(reader, CertificateKey, CertificateExample);
        var keyFile = ReadPath(reader, PrivateKey, KeyExample);
        if (url is null)
        {
            RefuseWithoutUrl(reader, otherUrls, certificateFile ?? keyFile);
            return defaults with { Webroot = webroot };
        }

        var port = ReadUrl(reader, url, otherUrls);
        var settings = new HttpsSettings
        {
            Url = url,
            Port = port,
            CertificateFile = certificateFile,
            KeyFile = keyFile,
            DevelopmentFolder = ReadPath(reader, FolderKey, FolderExample),
            CheckInterval = reader.Duration("Https:CheckInterval", defaults.CheckInterval, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1)),
            Redirect = reader.Flag("Https:Redirect", defaults.Redirect),
            PublicPort = reader.Whole("Https:PublicPort", port, 1, 65535),
            HstsMaxAge = reader.Duration("Https:HstsMaxAge", defaults.HstsMaxAge, TimeSpan.Zero, TimeSpan.FromDays(730)),
            Webroot = webroot,
        };
        return IsComplete(reader, settings, reader.Flag("Https:Development", fallback: false))
            ? settings with { Initial = ReadCertificate(reader, settings, time) }
            : settings;
    }

    private static void RefuseWithoutUrl(SettingReader reader, IReadOnlyList<string> otherUrls, string? file)
    {
        if (file is not null)
        {
            reader.AddFault(UrlKey, "is missing, although a certificate is configured", $"set {HttpsSettings.Section}:{UrlKey}={UrlExample}");
        }

        // Kestrel would take a certificate of its own choice for it.
        if (otherUrls.FirstOrDefault(static other => other.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) is { } https)
        {
            reader.AddFault(UrlKey, $"is missing, although ASPNETCORE_URLS has {https}", $"move that address to {HttpsSettings.Section}:{UrlKey}");
        }
    }

    private static int ReadUrl(SettingReader reader, string url, IReadOnlyList<string> otherUrls)
    {
        if (Addresses.ReadListener(reader, UrlKey, url, UrlExample, Uri.UriSchemeHttps) is not { } port)
        {
            return 1;
        }

        if (otherUrls.FirstOrDefault(other => Addresses.PortOf(other) == port) is { } same)
        {
            reader.AddFault(UrlKey, url, $"on a port of its own: {same} has it", UrlExample);
        }

        return port;
    }

    private static bool IsComplete(SettingReader reader, HttpsSettings settings, bool isDevelopment)
    {
        switch (settings)
        {
            case { CertificateFile: not null, KeyFile: not null }:
            case { CertificateFile: null, KeyFile: null, DevelopmentFolder: not null } when isDevelopment:
                return true;
            case { CertificateFile: not null }:
                reader.AddFault(PrivateKey, "is missing", $"name the certificate's key, for example {HttpsSettings.Section}:{PrivateKey}={KeyExample}");
                return false;
            case { KeyFile: not null }:
                reader.AddFault(CertificateKey, "is missing", $"name the key's certificate, for example {HttpsSettings.Section}:{CertificateKey}={CertificateExample}");
                return false;
            case var _ when isDevelopment:
                reader.AddFault(FolderKey, "is missing", $"name a folder of the gateway's own, for example {HttpsSettings.Section}:{FolderKey}={FolderExample}");
                return false;
            default:
                reader.AddFault(
                    CertificateKey,
                    "is missing",
                    $"name a PEM file, for example {HttpsSettings.Section}:{CertificateKey}={CertificateExample}, or on a developer's machine set {HttpsSettings.Section}:Https:Development=true");
                return false;
        }
    }

    private static CertificateReading? ReadCertificate(SettingReader reader, HttpsSettings settings, TimeProvider time)
    {
        var found = settings.Source.Read(time.GetUtcNow());
        if (found.Certificate is not null)
        {
            return found;
        }

        reader.AddFault(
            settings.IsDevelopment ? FolderKey : CertificateKey,
            $"names no certificate to begin with: it {found.Detail}",
            settings.IsDevelopment ? "name a folder that the gateway may write to" : $"put a valid certificate with its chain there, and its key where {HttpsSettings.Section}:{PrivateKey} says");
        return null;
    }

    private static string? ReadPath(SettingReader reader, string key, string example)
    {
        var path = reader.Text(key);
        if (path is not null && !Path.IsPathFullyQualified(path))
        {
            reader.AddFault(key, path, "an absolute path", example);
            return null;
        }

        return path;
    }

    private static string? ReadWebroot(SettingReader reader)
    {
        const string example = "/var/lib/familycart/acme";
        var path = ReadPath(reader, WebrootKey, example);
        if (path is not null && !Directory.Exists(path))
        {
            reader.AddFault(WebrootKey, path, "a folder that is there", example);
        }

        return path;
    }
}
