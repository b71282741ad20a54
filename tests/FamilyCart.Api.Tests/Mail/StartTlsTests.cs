using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>
/// An instance that trusts a certificate of nobody's because its environment says so: the client of the platform has no other
/// setting for it.
/// </summary>
[Collection(ApartCollection.Name)]
public sealed class StartTlsTests(ApiFixture fixture)
{
    [Fact]
    public async Task Letter_ToAServerWhoseCertificateIsTrusted_TravelsEncrypted()
    {
        using var certificate = Certificate();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "starttls");
        await using var smtp = new SmtpServer(certificate);
        await WaitingLetter.AddAsync(database);

        await using (await StartAsync(database, smtp, file))
        {
            await smtp.ReceivedAsync();
            await Poll.UntilAsync(() => database.ReadAsync<bool>("select state = 'sent' and model is null from mail_message"));
        }

        File.Delete(file);
        Assert.Equal("RCPT TO:<ann@example.org>", Assert.Single(smtp.Envelopes).To);
        var commands = smtp.Commands.Select(command => command.Split(' ')[0]).ToList();
        Assert.Equal(["EHLO", "STARTTLS", "EHLO", "AUTH"], commands[..4]);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private Task<ServiceProcess> StartAsync(ApiDatabase database, SmtpServer smtp, string trusted) => ServiceProcess.StartAsync(
        typeof(Program).Assembly,
        new Dictionary<string, string>
        {
            ["SSL_CERT_FILE"] = trusted,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["ConnectionStrings__familycart"] = database.ConnectionString,
            ["ConnectionStrings__redis"] = fixture.Redis.ConnectionString,
            ["Mail__Provider"] = "smtp",
            ["Mail__From"] = "no-reply@example.org",
            ["Mail__LinkBase"] = "https://cart.example.org",
            ["Mail__Smtp__Host"] = "localhost",
            ["Mail__Smtp__Port"] = $"{smtp.Port}",
            ["Mail__Smtp__User"] = "cart",
            ["Mail__Smtp__Password"] = "secret",
        });
}
