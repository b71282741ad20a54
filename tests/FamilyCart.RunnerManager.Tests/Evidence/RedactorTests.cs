using FamilyCart.RunnerManager.Evidence;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.Evidence;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("clone with ghs_16C7e42F292c6912E7710c838347Ae178B4a done", "16C7e42F292c6912E7710c838347Ae178B4a")]
    [InlineData("github_pat_11ABCDEFG0123456789_abcdefghijklmnop", "11ABCDEFG0123456789_abcdefghijklmnop")]
    [InlineData("got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9", "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9")]
    [InlineData("AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46c2VjcmV0", "eC1hY2Nlc3MtdG9rZW46c2VjcmV0")]
    [InlineData("Authorization: Bearer opaque-access-0123456789", "opaque-access-0123456789")]
    [InlineData("{\"access_token\":\"opaque 0123\"}", "opaque")]
    [InlineData("DB_PASSWORD=hunter2-hunter2", "hunter2-hunter2")]
    [InlineData("https://ci:pa55word!@example.org/x", "pa55word!")]
    [InlineData("?sv=2020&sig=abc%2Bdef012345&se=1", "abc%2Bdef012345")]
    [InlineData("{\"d\": \"MIIEpAIBAAKCAQEA0123456789\"}", "MIIEpAIBAAKCAQEA0123456789")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA\n-----END RSA PRIVATE KEY-----", "MIIEow")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nthe rest was cut: MIIEow", "MIIEow")]
    public void Redact_WhatLooksLikeASecret_IsTakenOut(string text, string secret)
    {
        var redacted = new Redactor([]).Redact(text);

        Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal);
        Assert.Contains(Redactor.Mark, redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_RegistrationAsOneBlob_IsTakenOut() =>
        Assert.Equal("jit ***", new Redactor([]).Redact("jit " + Convert.ToBase64String(new byte[300])));

    [Fact]
    public void Redact_KnownSecrets_AreTakenOutWhateverTheyLookLike() =>
        Assert.Equal("a *** b *** c short", new Redactor(["plain words here", "plain words here and more", "short"]).Redact("a plain words here and more b plain words here c short"));

    [Theory]
    [InlineData("[2026-01-02 03:04:05Z INFO JobRunner] Job result after all job steps finish: Succeeded")]
    [InlineData("Runner id 17, pool 1, commit 0123456789abcdef0123456789abcdef01234567")]
    [InlineData("https://api.github.com/repos/family/cart/actions/runs/1")]
    public void Redact_OrdinaryLines_StayAsTheyAre(string line) => Assert.Equal(line, new Redactor(["another secret"]).Redact(line));

    [Fact]
    public void Redact_TextMadeToBeSlow_EndsAllTheSame()
    {
        var hostile = string.Concat(Enumerable.Repeat("-----BEGIN PRIVATE KEY-----://a:token token = eyJ", 40_000));

        Assert.DoesNotContain("BEGIN PRIVATE KEY", new Redactor([]).Redact(hostile), StringComparison.Ordinal);
    }

    [Fact]
    public void All_Configuration_FindsEverySecretAndNothingElse()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "ghp_from_a_file\n");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GitHub:Token"] = "ghp_one",
            ["GitHub:TokenFile"] = file,
            ["GitHub:WebhookSecret"] = "hook",
            ["GitHub:Apps:0:PrivateKey"] = "key",
            ["Operators:anna:Token"] = "operator",
            ["ConnectionStrings:runners"] = "Host=db;Username=runners;Password=data base;Port=5432",
            ["GitHub:ApiAddress"] = "https://api.github.com",
        }).Build();

        Assert.Equal(["data base", "ghp_from_a_file", "ghp_one", "hook", "key", "operator"], new KnownSecrets(configuration).All().Order(StringComparer.Ordinal));
        File.Delete(file);
    }
}
