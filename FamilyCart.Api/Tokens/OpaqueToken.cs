using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Api.Tokens;

internal static class OpaqueToken
{
    private const int Bytes = 32;
    private const int LongestSeen = 256;

    /// <summary>256 random bits as 43 URL-safe characters.</summary>
    internal static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>
    /// SHA-256 of the token, which is what the database knows. A slow hash would add nothing: 256 random bits cannot be guessed.
    /// Null when the text is no token of ours.
    /// </summary>
    internal static byte[]? Hash(string? token) =>
        string.IsNullOrEmpty(token) || token.Length > LongestSeen ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
