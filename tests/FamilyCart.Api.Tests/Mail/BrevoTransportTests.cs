using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Mail.Templates;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.ServiceDefaults;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Mail;

public sealed class BrevoTransportTests : IAsyncLifetime
{
    private const string ApiKey = "xkeysib-0123456789abcdef";

    private readonly LogCollector _logs = new();
    private BrevoServer _server = null!;
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        _server = await BrevoServer.StartAsync();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddServiceDefaults();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        builder.Services.AddHttpClient(BrevoTransport.ClientName);
        _services = builder.Services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Send_BrevoTakes_GotTheLetterWithItsKey()
    {
        var mail = Mail();

        Assert.Equal(Delivery.Taken, (await SendAsync(mail)).Delivery);

        var (apiKey, sent) = Assert.Single(_server.Requests);
        Assert.Equal(ApiKey, apiKey);
        Assert.Equal("no-reply@example.org", sent.GetProperty("sender").GetProperty("email").GetString());
        Assert.Equal("FamilyCart", sent.GetProperty("sender").GetProperty("name").GetString());
        Assert.Equal("""[{"email":"ann@example.org"}]""", sent.GetProperty("to").GetRawText());
        Assert.Equal("Hello", sent.GetProperty("subject").GetString());
        Assert.Equal("Text", sent.GetProperty("textContent").GetString());
        Assert.Equal("<p>Page</p>", sent.GetProperty("htmlContent").GetString());
        Assert.Equal(mail.MessageKey, sent.GetProperty("headers").GetProperty("idempotencyKey").GetGuid());
        Assert.Equal(6, sent.EnumerateObject().Count());
    }

    [Theory]
    [InlineData(400, """{"code":"invalid_parameter","message":"email is not valid"}""", nameof(Delivery.Refused))]
    [InlineData(400, """{"code":"duplicate_parameter","message":"idempotencyKey"}""", nameof(Delivery.Taken))]
    [InlineData(400, "<html>", nameof(Delivery.Refused))]
    [InlineData(401, """{"code":"unauthorized"}""", nameof(Delivery.AccountRefused))]
    [InlineData(402, """{"code":"not_enough_credits"}""", nameof(Delivery.AccountRefused))]
    [InlineData(404, "{}", nameof(Delivery.Refused))]
    [InlineData(429, "{}", nameof(Delivery.Deferred))]
    [InlineData(500, "{}", nameof(Delivery.Deferred))]
    [InlineData(0, "", nameof(Delivery.Uncertain))]
    public async Task Send_BrevoAnswers_IsJudgedAndNotRepeated(int status, string body, string delivery)
    {
        (_server.Status, _server.Body) = (status, body);

        var result = await SendAsync(Mail());

        Assert.Equal(Enum.Parse<Delivery>(delivery), result.Delivery);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Send_NobodyListens_IsUnreachable() =>
        Assert.Equal(Delivery.Unreachable, (await SendAsync(Mail(), new Uri($"http://127.0.0.1:{FreePort.Next()}"))).Delivery);

    [Fact]
    public async Task Logs_AfterEveryKindOfAnswer_HoldNoKeyAndNoAddress()
    {
        foreach (var status in new[] { 201, 400, 401, 500, 0 })
        {
            _server.Status = status;
            await SendAsync(Mail());
        }

        Assert.DoesNotContain(_logs.Lines, line => line.Text.Contains(ApiKey, StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Text.Contains("ann@", StringComparison.Ordinal));
    }

    private static OutgoingMail Mail() => new(Guid.NewGuid(), "ann@example.org", new MailContent("Hello", "Text", "<p>Page</p>"));

    private Task<DeliveryResult> SendAsync(OutgoingMail mail, Uri? address = null)
    {
        var settings = new MailSettings(
            MailProvider.Brevo,
            new("no-reply@example.org", "FamilyCart"),
            new Uri("https://cart.example.org"),
            TimeSpan.FromSeconds(2),
            TimeSpan.FromSeconds(30),
            Batch: 20,
            Concurrency: 4,
            Smtp: null,
            new BrevoSettings(ApiKey, address ?? _server.Address));
        return new BrevoTransport(settings, _services.GetRequiredService<IHttpClientFactory>()).SendAsync(mail, CancellationToken.None);
    }
}
