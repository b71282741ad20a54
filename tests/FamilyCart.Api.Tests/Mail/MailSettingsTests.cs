using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Api.Tests.Mail;

public sealed class MailSettingsTests
{
    [Fact]
    public void Read_NothingConfigured_KeepsLetters()
    {
        var (settings, faults) = Read();
        Assert.Empty(faults);
        Assert.Equal(MailProvider.Outbox, settings.Provider);
        Assert.Equal(new Uri("http://localhost:8080"), settings.LinkBase);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.PollInterval);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.Lease);
        Assert.Null(settings.Smtp);
        Assert.Null(settings.Brevo);
    }

    [Fact]
    public void Read_EverythingOfSmtp_IsTaken()
    {
        var (settings, faults) = Read(
            ("Provider", "SMTP"),
            ("From", "FamilyCart <no-reply@example.org>"),
            ("LinkBase", "https://cart.example.org/"),
            ("Smtp:Host", "smtp.example.org"),
            ("Smtp:Port", "2525"),
            ("Smtp:User", "cart"),
            ("Smtp:Password", "hidden"));
        Assert.Empty(faults);
        Assert.Equal("no-reply@example.org", settings.From.Address);
        Assert.Equal(new SmtpSettings("smtp.example.org", 2525, "cart", "hidden", IsEncrypted: true), settings.Smtp);
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EverythingOfBrevo_IsTaken()
    {
        var (settings, faults) = Read(
            ("Provider", "brevo"), ("From", "no-reply@example.org"), ("LinkBase", "https://cart.example.org"), ("Brevo:ApiKey", "hidden"));
        Assert.Empty(faults);
        Assert.Equal(new BrevoSettings("hidden", new Uri("https://api.brevo.com")), settings.Brevo);
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SmtpWithNothing_NamesEverythingThatIsMissing() =>
        Faults([("Provider", "smtp")], "From", "LinkBase", "Smtp:Host");

    [Fact]
    public void Read_BrevoWithNothing_NamesEverythingThatIsMissing() =>
        Faults([("Provider", "brevo")], "From", "LinkBase", "Brevo:ApiKey");

    [Fact]
    public void Read_EveryValueWrong_NamesEveryKey() => Faults(
        [
            ("Provider", "smtp"),
            ("From", "nobody"),
            ("LinkBase", "https://cart.example.org/sub?x=1"),
            ("PollInterval", "0"),
            ("SendTimeout", "1:00:00"),
            ("Batch", "0"),
            ("Concurrency", "many"),
            ("Smtp:Host", "a b"),
            ("Smtp:Port", "70000"),
            ("Smtp:Security", "maybe"),
            ("Smtp:User", "cart"),
        ],
        "From", "LinkBase", "PollInterval", "SendTimeout", "Batch", "Concurrency", "Smtp:Host", "Smtp:Port", "Smtp:Security", "Smtp:Password");

    [Theory]
    [InlineData("Provider", "pigeon")]
    [InlineData("From", "a@example.org\r\nBcc: b@example.org")]
    [InlineData("LinkBase", "ftp://example.org")]
    [InlineData("LinkBase", "https://user@example.org")]
    [InlineData("LinkBase", "/relative")]
    public void Read_OneValueWrong_NamesItsKey(string key, string value) => Faults([(key, value)], key);

    [Theory]
    [InlineData("smtp.example.org", 1)]
    [InlineData("127.0.0.1", 0)]
    [InlineData("localhost", 0)]
    public void Read_NoEncryption_IsForLoopbackOnly(string host, int faults)
    {
        var read = Read(
            ("Provider", "smtp"), ("From", "a@example.org"), ("LinkBase", "https://x.example"), ("Smtp:Host", host), ("Smtp:Security", "none"));
        Assert.Equal(faults, read.Faults.Count);
    }

    [Theory]
    [InlineData("http://api.example.org", "Mail:Brevo:Url ")]
    [InlineData("nothing", "Mail:Brevo:Url ")]
    public void Read_BrevoNotEncrypted_IsAFault(string url, string start)
    {
        var (_, faults) = Read(
            ("Provider", "brevo"), ("From", "a@example.org"), ("LinkBase", "https://x.example"), ("Brevo:ApiKey", "k"), ("Brevo:Url", url));
        Assert.StartsWith(start, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyThatIsNone_IsNotRepeated()
    {
        var (_, faults) = Read(
            ("Provider", "brevo"), ("From", "a@example.org"), ("LinkBase", "https://x.example"), ("Brevo:ApiKey", "hidden key"));
        Assert.DoesNotContain("hidden", Assert.Single(faults), StringComparison.Ordinal);
    }

    private static void Faults((string Key, string Value)[] values, params string[] keys)
    {
        var (_, faults) = Read(values);
        Assert.Equal(keys.Order(), faults.Select(fault => fault["Mail:".Length..fault.IndexOf(' ', StringComparison.Ordinal)]).Order());
    }

    private static (MailSettings Settings, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Mail:{value.Key}", (string?)value.Value)))
            .Build();
        var reader = new SettingReader(configuration.GetSection("Mail"));
        return (MailSettings.Read(reader), reader.Faults);
    }
}
