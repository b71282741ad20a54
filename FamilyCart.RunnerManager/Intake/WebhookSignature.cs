using System.Security.Cryptography;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>The header <c>X-Hub-Signature-256</c>: <c>sha256=</c> and the HMAC-SHA256 of the raw body in hexadecimal digits.</summary>
internal static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    /// <summary>The header's value for a body of our own.</summary>
    public static string Of(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body) => Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));

    /// <summary>Compares in constant time.</summary>
    public static bool Holds(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body, string? header)
    {
        Span<byte> told = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (header is null
            || header.Length != Prefix.Length + (2 * told.Length)
            || !header.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(header.AsSpan(Prefix.Length), told, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, expected);
        return CryptographicOperations.FixedTimeEquals(expected, told);
    }
}
