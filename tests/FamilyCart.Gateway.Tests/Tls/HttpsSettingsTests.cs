using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Tls;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FamilyCart.Gateway.Tests.Tls;

public sealed class HttpsSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tls-").FullName;
    private readonly CertificateForge _forge = new();

    public HttpsSettingsTests()
    {
        var issued = _forge.Issue();
        File.WriteAllText(Path.Combine(_folder, "good.pem"), issued.Certificate);
        File.WriteAllText(Path.Combine(_folder, "good.key"), issued.Key);
        File.WriteAllText(Path.Combine(_folder, "other.key"), _forge.Issue().Key);
        File.WriteAllText(Path.Combine(_folder, "old.pem"), _forge.Issue(left: TimeSpan.FromDays(-1)).Certificate);
    }

    public void Dispose()
    {
        _forge.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Https:Url", "http://*:8443", "Https:Url", "is 'http://*:8443', which is not an https address")]
    [InlineData("Https:Url", "https://*:0", "Https:Url", "with a port from 1 to 65535")]
    [InlineData("Https:Url", "https://*:8443/api", "Https:Url", "is 'https://*:8443/api'")]
    [InlineData("Https:Url", "https://*:8080", "Https:Url", "http://localhost:8080 has it")]
    [InlineData("Https:Url", "https://*:9080", "Https:Url", "http://localhost:9080 has it")]
    [InlineData("Https:Url", "", "Https:Url", "is missing, although a certificate is configured; set Gateway:Https:Url=https://*:8443.")]
    [InlineData("Https:KeyFile", "", "Https:KeyFile", "is missing; name the certificate's key")]
    [InlineData("Https:CertificateFile", "", "Https:CertificateFile", "is missing; name the key's certificate")]
    [InlineData("Https:CertificateFile", "good.pem", "Https:CertificateFile", "is 'good.pem', which is not an absolute path")]
    [InlineData("Https:CertificateFile", "FOLDER/absent.pem", "Https:CertificateFile", "names no certificate to begin with: it has no file FOLDER/absent.pem; put a valid certificate")]
    [InlineData("Https:CertificateFile", "FOLDER/old.pem", "Https:CertificateFile", "expired at ")]
    [InlineData("Https:CertificateFile", "FOLDER/good.key", "Https:CertificateFile", "is no PEM of certificates")]
    [InlineData("Https:KeyFile", "FOLDER/other.key", "Https:CertificateFile", "belongs to another key")]
    [InlineData("Https:PublicPort", "0", "Https:PublicPort", "a whole number between 1 and 65535")]
    [InlineData("Https:HstsMaxAge", "1000.00:00:00", "Https:HstsMaxAge", "a duration between")]
    [InlineData("Https:Redirect", "yes", "Https:Redirect", "true or false")]
    [InlineData("Https:CheckInterval", "00:00:00", "Https:CheckInterval", "a duration between")]
    [InlineData("Acme:Webroot", "acme", "Acme:Webroot", "is 'acme', which is not an absolute path")]
    [InlineData("Acme:Webroot", "FOLDER/absent", "Acme:Webroot", "a folder that is there")]
    public void Read_OneFaultyValue_IsAFaultWithKeyAndRemedy(string key, string value, string faultyKey, string said)
    {
        var (_, faults) = Read(
            ("Https:Url", "https://*:8443"), ("Https:CertificateFile", "FOLDER/good.pem"), ("Https:KeyFile", "FOLDER/good.key"), (key, value));

        Assert.Contains(faults, fault => fault.StartsWith($"Gateway:{faultyKey} ", StringComparison.Ordinal) && fault.Contains(said.Replace("FOLDER", _folder, StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NoCertificateAtAll_NamesBothRemedies()
    {
        var (_, faults) = Read(("Https:Url", "https://*:8443"));

        var fault = Assert.Single(faults);
        Assert.StartsWith("Gateway:Https:CertificateFile is missing; ", fault, StringComparison.Ordinal);
        Assert.Contains("Gateway:Https:Development=true", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DevelopmentWithoutAFolder_IsAFault() =>
        Assert.StartsWith(
            "Gateway:Https:DevelopmentFolder is missing; ", Assert.Single(Read(("Https:Url", "https://*:8443"), ("Https:Development", "true")).Faults), StringComparison.Ordinal);

    [Fact]
    public void Read_HttpsAmongTheOrdinaryAddresses_IsAFault()
    {
        var reader = new SettingReader(new ConfigurationBuilder().Build().GetSection("Gateway"));

        HttpsSettingsReader.Read(reader, ["http://*:80", "https://*:443"], TimeProvider.System);

        Assert.Equal(["Gateway:Https:Url is missing, although ASPNETCORE_URLS has https://*:443; move that address to Gateway:Https:Url."], reader.Faults);
    }

    [Fact]
    public void Read_Nothing_IsNoHttpsDoor()
    {
        var (settings, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(new HttpsSettings(), settings);
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var (settings, faults) = Read(
            ("Https:Url", "https://*:8443"),
            ("Https:CertificateFile", "FOLDER/good.pem"),
            ("Https:KeyFile", "FOLDER/good.key"),
            ("Https:PublicPort", "443"),
            ("Https:Redirect", "false"),
            ("Https:HstsMaxAge", "30.00:00:00"),
            ("Acme:Webroot", "FOLDER"));

        Assert.Empty(faults);
        Assert.Equal((8443, 443, false, 30.0, _folder), (settings.Port, settings.PublicPort, settings.Redirect, settings.HstsMaxAge.TotalDays, settings.Webroot));
        Assert.False(settings.IsDevelopment);
        Assert.NotNull(settings.Initial!.Certificate);
    }

    [Fact]
    public async Task Start_WithoutAUsableCertificate_EndsBeforeAnythingListens()
    {
        await using var app = RunningGateway.Build(
        [
            ("urls", "http://127.0.0.1:0"),
            ("Gateway:Https:Url", "https://127.0.0.1:1"),
            ("Gateway:Https:CertificateFile", Path.Combine(_folder, "old.pem")),
            ("Gateway:Https:KeyFile", Path.Combine(_folder, "good.key")),
            ("Gateway:ActiveSlot", "red"),
        ]);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        var failures = refusal is AggregateException many
            ? many.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures)
            : Assert.IsType<OptionsValidationException>(refusal).Failures;
        Assert.Equal(["Gateway:ActiveSlot", "Gateway:Hosts", "Gateway:Https:CertificateFile"], failures.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    private (HttpsSettings Settings, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            values[$"Gateway:{key}"] = value.Replace("FOLDER", _folder, StringComparison.Ordinal);
        }

        var reader = new SettingReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Gateway"));
        return (HttpsSettingsReader.Read(reader, ["http://localhost:8080", "http://localhost:9080"], TimeProvider.System), reader.Faults);
    }
}
