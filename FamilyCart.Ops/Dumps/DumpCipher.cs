using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace FamilyCart.Ops.Dumps;

/// <summary>
/// Encrypts a dump in the form of OpenSSL's command, so that it can be read where nothing of ours is:
/// <c>openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -md sha256</c>. Whether it is whole is told by its checksum.
/// </summary>
internal static class DumpCipher
{
    private const int Iterations = 600_000;
    private const int KeyBytes = 32;
    private const int BlockBytes = 16;
    private const int SaltBytes = 8;

    private static ReadOnlySpan<byte> Mark => "Salted__"u8;

    /// <summary>What is written to it reaches the target encrypted; it is whole once it is disposed of, and the target with it.</summary>
    [SuppressMessage("Security", "CA5401", Justification = "OpenSSL makes the vector from password and salt, which is new each time.")]
    public static Stream Encrypt(Stream target, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        target.Write(Mark);
        target.Write(salt);
        using var cipher = Cipher(password, salt);
        return new CryptoStream(target, cipher.CreateEncryptor(), CryptoStreamMode.Write);
    }

    /// <summary>What is read from it is the source in the clear. Reading fails with <see cref="CryptographicException"/> at its end when the key is another.</summary>
    /// <exception cref="CryptographicException">The source is not such a file.</exception>
    public static async Task<Stream> DecryptAsync(Stream source, string password, CancellationToken cancellationToken)
    {
        var head = new byte[Mark.Length + SaltBytes];
        if (await source.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length || !head.AsSpan(0, Mark.Length).SequenceEqual(Mark))
        {
            throw new CryptographicException("It is not encrypted as OpenSSL does it.");
        }

        using var cipher = Cipher(password, head[Mark.Length..]);
        return new CryptoStream(source, cipher.CreateDecryptor(), CryptoStreamMode.Read);
    }

    private static Aes Cipher(string password, byte[] salt)
    {
        var bytes = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, KeyBytes + BlockBytes);
        var cipher = Aes.Create();
        cipher.Key = bytes[..KeyBytes];
        cipher.IV = bytes[KeyBytes..];
        return cipher;
    }
}
