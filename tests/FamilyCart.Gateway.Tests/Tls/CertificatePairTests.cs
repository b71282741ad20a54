using System.Security.Cryptography;
using FamilyCart.Gateway.Tls;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class CertificatePairTests : IDisposable
{
    private readonly CertificateForge _forge = new();

    public void Dispose() => _forge.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(2048)]
    public void Read_GoodPair_IsServedWithItsChain(int? rsaBits)
    {
        var issued = _forge.Issue(rsaBits: rsaBits);

        var (served, refusal, _) = CertificatePair.Read(issued.Certificate, issued.Key, DateTimeOffset.UtcNow);

        Assert.Equal(CertificateRefusal.None, refusal);
        Assert.Equal(issued.Thumbprint, served!.Thumbprint);
        Assert.Equal(90, served.Lifetime.TotalDays, 3);
        Assert.Equal([_forge.AuthorityThumbprint], served.Context.IntermediateCertificates.Select(one => one.Thumbprint));
    }

    // Whoever writes a file in place may be seen at any of its bytes.
    [Fact]
    public void Read_HalfWrittenFile_IsRefusedWhereverItEnds()
    {
        var issued = _forge.Issue();
        var own = issued.Certificate.IndexOf("-----END CERTIFICATE-----", StringComparison.Ordinal) + "-----END CERTIFICATE-----".Length;

        for (var length = 0; length < issued.Certificate.TrimEnd().Length; length += 7)
        {
            // Up to the second begin, what is there is a whole certificate without a chain, which nobody can tell from one that has none.
            if (length < own || length >= own + "\n-----BEGIN CERTIFICATE-----".Length)
            {
                Assert.Equal(CertificateRefusal.Broken, CertificatePair.Read(issued.Certificate[..length], issued.Key, DateTimeOffset.UtcNow).Refusal);
            }
        }

        for (var length = 0; length < issued.Key.TrimEnd().Length; length += 7)
        {
            Assert.Equal(CertificateRefusal.Broken, CertificatePair.Read(issued.Certificate, issued.Key[..length], DateTimeOffset.UtcNow).Refusal);
        }
    }

    [Fact]
    public void Read_KeyOfAnother_IsMismatched()
    {
        var issued = _forge.Issue();

        Assert.Equal(CertificateRefusal.Mismatched, Judge(issued with { Key = _forge.Issue().Key }));
        Assert.Equal(CertificateRefusal.Mismatched, Judge(issued with { Key = _forge.Issue(rsaBits: 2048).Key }));
    }

    [Fact]
    public void Read_AuthorityBeforeTheServersOwn_IsMismatched()
    {
        var issued = _forge.Issue();
        var parts = issued.Certificate.Split("-----END CERTIFICATE-----\n");

        Assert.Equal(CertificateRefusal.Mismatched, Judge(issued with { Certificate = $"{parts[1]}-----END CERTIFICATE-----\n{parts[0]}-----END CERTIFICATE-----\n" }));
    }

    [Fact]
    public void Read_OutOfItsTime_IsRefused()
    {
        Assert.Equal(CertificateRefusal.Expired, Judge(_forge.Issue(left: TimeSpan.FromSeconds(-1))));
        Assert.Equal(CertificateRefusal.NotYetValid, Judge(_forge.Issue(left: TimeSpan.FromDays(91))));
    }

    [Fact]
    public void Read_ShortKey_IsWeak() => Assert.Equal(CertificateRefusal.Weak, Judge(_forge.Issue(rsaBits: 1024)));

    [Fact]
    public void Read_OtherContents_AreBroken()
    {
        var issued = _forge.Issue();
        using var key = ECDsa.Create();
        key.ImportFromPem(issued.Key);

        Assert.Equal(CertificateRefusal.Broken, Judge(issued with { Certificate = "" }));
        Assert.Equal(CertificateRefusal.Broken, Judge(issued with { Certificate = issued.Key }));
        Assert.Equal(CertificateRefusal.Broken, Judge(issued with { Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" }));
        Assert.Equal(CertificateRefusal.Broken, Judge(issued with { Key = issued.Certificate }));
        Assert.Equal(CertificateRefusal.Broken, Judge(issued with { Key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" }));
        Assert.Equal(
            CertificateRefusal.Broken,
            Judge(issued with { Key = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)) }));
    }

    private static CertificateRefusal Judge(Issued issued) => CertificatePair.Read(issued.Certificate, issued.Key, DateTimeOffset.UtcNow).Refusal;
}
