using System.Security.Cryptography;

namespace FamilyCart.AppHost.Secrets;

/// <summary>Secrets that nobody has to think of.</summary>
internal static class GeneratedSecret
{
    private const int Length = 32;

    // Letters and digits only: it stands in connection strings, URLs and configuration files.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>A new one: 32 letters and digits, 186 bits.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
