using System.Diagnostics;
using System.Security.Cryptography;
using FamilyCart.Ops.Dumps;

namespace FamilyCart.Ops.Tests.Rules;

/// <summary>What is encrypted can be read by OpenSSL alone, as docs/backup.md promises.</summary>
public sealed class DumpCipherTests : IDisposable
{
    private const string Key = "a key of twenty signs";
    private readonly string _folder = Directory.CreateTempSubdirectory("familycart-cipher-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(1_000_003)]
    public async Task Encrypt_AnyLength_OpenSslReadsIt(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        var (kept, back, key) = (Below("kept"), Below("back"), Below("key"));
        await File.WriteAllTextAsync(key, Key);

        await using (var encrypting = DumpCipher.Encrypt(File.Create(kept), Key))
        {
            await encrypting.WriteAsync(content);
        }

        using var openssl = Process.Start("openssl", ["enc", "-d", "-aes-256-cbc", "-pbkdf2", "-iter", "600000", "-md", "sha256", "-pass", $"file:{key}", "-in", kept, "-out", back]);
        await openssl.WaitForExitAsync();
        Assert.Equal(0, openssl.ExitCode);
        Assert.Equal(content, await File.ReadAllBytesAsync(back));
        await using var decrypting = await DumpCipher.DecryptAsync(File.OpenRead(kept), Key, CancellationToken.None);
        var read = new MemoryStream();
        await decrypting.CopyToAsync(read);
        Assert.Equal(content, read.ToArray());
    }

    [Fact]
    public async Task Decrypt_WhatIsNotEncrypted_SaysSo()
    {
        await using var plain = new MemoryStream("plain, and longer than its head would be"u8.ToArray());

        await Assert.ThrowsAsync<CryptographicException>(() => DumpCipher.DecryptAsync(plain, Key, CancellationToken.None));
    }

    private string Below(string name) => Path.Combine(_folder, name);
}
