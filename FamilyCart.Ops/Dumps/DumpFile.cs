using System.Security.Cryptography;

namespace FamilyCart.Ops.Dumps;

/// <summary>One file of a dump, encrypted or not.</summary>
internal static class DumpFile
{
    /// <param name="file">Absolute.</param>
    /// <param name="sum">Its SHA-256 as 64 hexadecimal digits.</param>
    /// <param name="key">What opens it if it is encrypted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is what was written; otherwise what is wrong.</returns>
    public static async Task<string?> FaultAsync(string file, string sum, string? key, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return "it is missing";
        }

        await using (var content = File.OpenRead(file))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != sum)
            {
                return "its checksum is another";
            }
        }

        try
        {
            // Only its end tells whether the key is the right one.
            await using var clear = await OpenAsync(file, key, cancellationToken);
            await clear.CopyToAsync(Stream.Null, cancellationToken);
            return null;
        }
        catch (CryptographicException)
        {
            return "the key does not open it";
        }
    }

    /// <summary>Its contents in the clear.</summary>
    /// <exception cref="CryptographicException">The key does not open it; from reading it as well.</exception>
    public static async Task<Stream> OpenAsync(string file, string? key, CancellationToken cancellationToken)
    {
        var content = File.OpenRead(file);
        return file.EndsWith(DumpNames.Encrypted, StringComparison.Ordinal) ? await DumpCipher.DecryptAsync(content, key ?? "", cancellationToken) : content;
    }
}
