using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Gateway.Tls;

/// <summary>A certificate with its chain in one PEM file and its key in another, which somebody else replaces.</summary>
internal sealed class CertificateFiles(string certificateFile, string keyFile) : ICertificateSource
{
    private const long LargestFile = 1024 * 1024;

    public string Name => "files";

    public IReadOnlyList<string> Folders { get; } =
        [.. new[] { certificateFile, keyFile }.Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal)];

    public CertificateReading Read(DateTimeOffset now)
    {
        var (certificate, certificateFault) = ReadFile(certificateFile);
        var (key, keyFault) = ReadFile(keyFile);
        var fingerprint = Convert.ToHexString(SHA256.HashData([.. SHA256.HashData(certificate), .. SHA256.HashData(key)]));
        try
        {
            if (certificateFault is { } first)
            {
                return new CertificateReading($"{fingerprint} {first.Refusal}", null, first.Refusal, first.Detail);
            }

            if (keyFault is { } second)
            {
                return new CertificateReading($"{fingerprint} {second.Refusal}", null, second.Refusal, second.Detail);
            }

            var (served, refusal, detail) = CertificatePair.Read(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key), now);
            return new CertificateReading($"{fingerprint} {refusal}", served, refusal, detail);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static (byte[] Content, (CertificateRefusal Refusal, string Detail)? Fault) ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > LargestFile)
            {
                return ([], (CertificateRefusal.Unreadable, $"has a file that is too large: {path}"));
            }

            var content = new byte[file.Length];
            return (content[..file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)], null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return ([], (CertificateRefusal.Missing, $"has no file {path}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], (CertificateRefusal.Unreadable, $"has a file that cannot be read: {path} ({exception.GetType().Name})"));
        }
    }
}
