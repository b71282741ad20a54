using FamilyCart.Api.Accounts;
using FamilyCart.Api.Import.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Tests.Import.Passwords;

public sealed class LegacyPasswordTests
{
    private const string Battery = "correct horse battery";

    private static readonly Account _nobody = new() { Id = Guid.Empty, Email = "", Nickname = "" };

    // What today's service makes; 64 MB take their time in an unoptimized build.
    [Fact]
    public void Argon2id_HashOfTheServiceBefore_IsVerified() => Assert.True(new Argon2idHash().Verify(
        "$argon2id$v=19$m=65536,t=3,p=4$MDEyMzQ1Njc4OWFiY2RlZg$UiBIPUuhY3xdXfQ7N3p/au05phWWk9ACmj5PdtUGaas", Battery));

    // Made by the reference implementation.
    [Theory]
    [InlineData("password", "$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData(Battery, "$argon2id$v=19$m=32,t=1,p=2$c29tZXNhbHRzb21lc2FsdA$y10X37HoHtIg5jsdtdb4twtg505BAp6O1JOTH2ZFtwc")]
    [InlineData("žluťoučký kůň", "$argon2id$v=19$m=100,t=3,p=3$c29tZXNhbHRzb21lc2FsdA$QnGQr4jnHrSqvaGdcbVoS/rrEq7O3OGO9uihRQdH1W+gPFPmICszOFqQ4os382mItQYuWjGyjFWpbMB6s6Nz3w")]
    [InlineData("", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$YN+sPR8h8eFiompXfXdAqQ")]
    [InlineData(null, "$argon2id$v=19$m=1024,t=4,p=8$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY$NrECpse7mZJdtC7DqBDK0E0LR7AdC8xmdl6FuanOQruxiJnFVkjCmXLLTrLecyj59HCN0CpiJaoXr/dz3WZxt/zCTz9M7ZVkThAvgXvcBvboE9W6MOYwZsoVnAdRwzhg/VRErw")]
    public void Argon2id_HashOfTheReference_IsVerifiedAndNoOther(string? password, string hash)
    {
        password ??= new string('x', 200);
        var argon2 = new Argon2idHash();
        Assert.True(argon2.CanVerify(hash));
        Assert.True(argon2.Verify(hash, password));
        Assert.False(argon2.Verify(hash, password + "x"));
        Assert.False(argon2.Verify(hash.Replace("$v=19$m=", "$v=19$m=1", StringComparison.Ordinal), password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=19$m=64,t=9999,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=19$m=64,t=2,p=1$c$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$Fq")]
    [InlineData("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI\n")]
    public void Argon2id_AnotherKindOrCostsOfAnAttack_IsNotVerified(string hash)
    {
        Assert.False(new Argon2idHash().CanVerify(hash));
        Assert.False(new Argon2idHash().Verify(hash, "password"));
    }

    [Theory]
    [InlineData("", "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData("abc", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    public void Blake2b_TextsOfTheStandard_HaveItsHashes(string text, string expected)
    {
        var hash = new byte[64];
        Blake2b.Hash(System.Text.Encoding.ASCII.GetBytes(text), hash);
        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }

    [Theory]
    [InlineData(Battery, "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS")]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    public void Bcrypt_KnownHash_IsVerifiedAndNoOther(string password, string hash)
    {
        var bcrypt = new BcryptHash();
        Assert.True(bcrypt.CanVerify(hash));
        Assert.True(bcrypt.Verify(hash, password));
        Assert.False(bcrypt.Verify(hash, password + "x"));
        Assert.False(bcrypt.Verify(hash, $"{password}\0x"));
    }

    [Theory]
    [InlineData("$2b$31$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS")]
    [InlineData("$2b$03$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS")]
    [InlineData("$2x$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS")]
    [InlineData("$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQo")]
    [InlineData("$6$salt$hash")]
    public void Bcrypt_AnotherKindOrCostsOfAnAttack_IsNotVerified(string hash) => Assert.False(new BcryptHash().CanVerify(hash));

    [Fact]
    public void Hasher_ImportedHash_IsToBeMadeAnewAndOursStays()
    {
        var hasher = NewHasher();
        const string Imported = "$argon2id$v=19$m=32,t=1,p=2$c29tZXNhbHRzb21lc2FsdA$y10X37HoHtIg5jsdtdb4twtg505BAp6O1JOTH2ZFtwc";
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, hasher.VerifyHashedPassword(_nobody, Imported, Battery));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(_nobody, Imported, "another"));

        var own = hasher.HashPassword(_nobody, Battery);
        Assert.False(own.StartsWith('$'));
        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(_nobody, own, Battery));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(_nobody, own, "another"));
    }

    [Theory]
    [InlineData(UnusableHash.Text)]
    [InlineData("$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$FqGkmHNGCd0BRW2kBt6fPZ2pPmyGwwChL8FGUhTOSSI")]
    [InlineData("$6$salt$hash")]
    public void Hasher_HashThatNobodyCanVerify_AcceptsNothing(string hash)
    {
        Assert.Equal(PasswordVerificationResult.Failed, NewHasher().VerifyHashedPassword(_nobody, hash, hash));
        Assert.Equal(PasswordVerificationResult.Failed, NewHasher().VerifyHashedPassword(_nobody, hash, ""));
    }

    private static LegacyPasswordHasher NewHasher() => new(
        new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })),
        [new Argon2idHash(), new BcryptHash()]);
}
