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

    /// <summary>Writes an encrypted copy.</summary>
    [SuppressMessage("Security", "CA5401", Justification = "OpenSSL makes the vector from password and salt, which is new each time.")]
    public static async Task EncryptAsync(string source, string target, string password, CancellationToken cancellationToken)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        await using var output = File.Create(target);
        output.Write(Mark);
        output.Write(salt);
        using var cipher = Cipher(password, salt);
        using var transform = cipher.CreateEncryptor();
        await using var encrypting = new CryptoStream(output, transform, CryptoStreamMode.Write);
        await using var input = File.OpenRead(source);
        await input.CopyToAsync(encrypting, cancellationToken);
    }

    /// <summary>Writes a readable copy.</summary>
    /// <exception cref="CryptographicException">Another key, or not such a file.</exception>
    public static async Task DecryptAsync(string source, string target, string password, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(source);
        var head = new byte[Mark.Length + SaltBytes];
        if (await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length || !head.AsSpan(0, Mark.Length).SequenceEqual(Mark))
        {
            throw new CryptographicException($"{source} is not encrypted as OpenSSL does it.");
        }

        using var cipher = Cipher(password, head[Mark.Length..]);
        using var transform = cipher.CreateDecryptor();
        await using var decrypting = new CryptoStream(input, transform, CryptoStreamMode.Read);
        await using var output = File.Create(target);
        await decrypting.CopyToAsync(output, cancellationToken);
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
