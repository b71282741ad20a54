using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Mail.Templates;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Mail;

public sealed class SmtpTransportTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    private readonly SmtpServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_ServerTakes_ReceivesBothPartsFromTheSender()
    {
        var mail = Mail("Žofie says “hello”");

        Assert.Equal(Delivery.Taken, (await SendAsync(mail)).Delivery);

        var envelope = Assert.Single(_server.Envelopes);
        Assert.Equal("MAIL FROM:<no-reply@example.org>", envelope.From);
        Assert.Equal("RCPT TO:<ann@example.org>", envelope.To);
        Assert.Equal($"<{mail.MessageKey}@example.org>", envelope.MessageId);
        Assert.Equal("auto-generated", envelope.Header("Auto-Submitted"));
        Assert.Equal(["Text, příteli.", "<p>Page, příteli.</p>"], envelope.Parts.Select(part => part.TrimEnd()));
        Assert.Contains("=?utf-8?", envelope.Header("Subject"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_UserGiven_LogsIn()
    {
        Assert.Equal(Delivery.Taken, (await SendAsync(Mail(), user: "cart")).Delivery);
        Assert.Contains(_server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(SmtpManner.RefuseRecipient, nameof(Delivery.Refused), 550)]
    [InlineData(SmtpManner.DeferRecipient, nameof(Delivery.Deferred), 451)]
    [InlineData(SmtpManner.RefuseLogIn, nameof(Delivery.AccountRefused), 530)]
    [InlineData(SmtpManner.DropAfterData, nameof(Delivery.Uncertain), 0)]
    public async Task Send_ServerDoesNotTake_SaysHow(SmtpManner manner, string delivery, int code)
    {
        _server.Manner = manner;
        var result = await SendAsync(Mail());
        Assert.Equal(Enum.Parse<Delivery>(delivery), result.Delivery);
        Assert.Equal(code, result.Code);
    }

    [Fact]
    public async Task Send_WrongPassword_IsTheAccountsFault()
    {
        _server.Manner = SmtpManner.RefuseLogIn;
        Assert.Equal(Delivery.AccountRefused, (await SendAsync(Mail(), user: "cart")).Delivery);
    }

    [Fact]
    public async Task Send_NobodyListens_IsUnreachable()
    {
        var settings = Settings(FreePort.Next(), user: null, isEncrypted: false);
        Assert.Equal(Delivery.Unreachable, (await new SmtpTransport(settings).SendAsync(Mail(), CancellationToken.None)).Delivery);
    }

    [Theory]
    [InlineData(SmtpManner.StallAtOnce)]
    [InlineData(SmtpManner.StallAfterData)]
    public async Task Send_ServerStalls_EndsWhenItIsCancelled(SmtpManner manner)
    {
        _server.Manner = manner;
        using var late = new CancellationTokenSource();
        var sending = SendAsync(Mail(), cancellationToken: late.Token);
        await (manner == SmtpManner.StallAtOnce ? _server.ConnectedAsync() : _server.ReceivedAsync());

        await late.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(_patience));
    }

    [Fact]
    public async Task Send_ServerOffersNoEncryption_TellsItNothing()
    {
        var result = await SendAsync(Mail(), user: "cart", isEncrypted: true);

        Assert.NotEqual(Delivery.Taken, result.Delivery);
        Assert.Empty(_server.Envelopes);
        Assert.All(_server.Commands, command => Assert.Matches("^(EHLO|HELO|STARTTLS|QUIT)", command));
    }

    [Fact]
    public async Task Send_CertificateOfNobody_IsNotTrusted()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var stranger = new SmtpServer(certificate);

        var result = await new SmtpTransport(Settings(stranger.Port, "cart", isEncrypted: true)).SendAsync(Mail(), CancellationToken.None);

        Assert.NotEqual(Delivery.Taken, result.Delivery);
        Assert.Contains("STARTTLS", stranger.Commands);
        Assert.DoesNotContain(stranger.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(stranger.Envelopes);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("ann@example.org\r\nRCPT TO:<eve@example.org>")]
    public async Task Send_NoAddress_IsRefusedHere(string to)
    {
        Assert.Equal(Delivery.Refused, (await SendAsync(Mail() with { To = to })).Delivery);
        Assert.Empty(_server.Commands);
    }

    private static OutgoingMail Mail(string subject = "Hello") =>
        new(Guid.NewGuid(), "ann@example.org", new MailContent(subject, "Text, příteli.\n", "<p>Page, příteli.</p>\n"));

    private static MailSettings Settings(int port, string? user, bool isEncrypted) => new(
        MailProvider.Smtp,
        new("no-reply@example.org", "FamilyCart"),
        new Uri("https://cart.example.org"),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(30),
        Batch: 20,
        Concurrency: 4,
        new SmtpSettings("127.0.0.1", port, user, user is null ? null : "secret", isEncrypted),
        Brevo: null);

    private Task<DeliveryResult> SendAsync(
        OutgoingMail mail, string? user = null, bool isEncrypted = false, CancellationToken cancellationToken = default) =>
        new SmtpTransport(Settings(_server.Port, user, isEncrypted)).SendAsync(mail, cancellationToken);
}
