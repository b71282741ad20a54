using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>A real instance that is killed while it sends, and another that takes over.</summary>
[Collection(ApiCollection.Name)]
public sealed class CrashTests(ApiFixture fixture)
{
    [Theory]
    [InlineData(SmtpManner.StallAtOnce, "crashbefore", 0)]
    [InlineData(SmtpManner.StallAfterData, "crashafter", 1)]
    public async Task Sender_KilledBetweenClaimAndMark_IsFollowedByAnother(SmtpManner manner, string name, int sentBefore)
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, name);
        await using var smtp = new SmtpServer { Manner = manner };
        await AddAsync(database);

        await using (var first = await StartAsync(database, smtp, FreePort.Next()))
        {
            await (manner == SmtpManner.StallAtOnce ? smtp.ConnectedAsync() : smtp.ReceivedAsync());
            await first.KillAsync();
        }

        Assert.True(await database.ReadAsync<bool>("select state = 'pending' and attempt_id is not null from mail_message"));
        smtp.Manner = SmtpManner.Accept;
        var port = FreePort.Next();
        await using var second = await StartAsync(database, smtp, port);
        await smtp.ReceivedAsync();
        await Poll.UntilAsync(() => database.ReadAsync<bool>("select state = 'sent' and model is null from mail_message"));

        Assert.Equal(sentBefore + 1, smtp.Envelopes.Count);
        Assert.Single(smtp.Envelopes.Select(envelope => envelope.MessageId).Distinct());
        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        Assert.Matches(@"(?m)^familycart_mail_doubtful_total\{[^}]*\} 1( |$)", metrics);
        Assert.Matches(@"(?m)^familycart_mail_waiting\{", metrics);
    }

    private static async Task AddAsync(ApiDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        using var signal = new MailSignal();
        var letter = new VerifyLetter("ann@example.org", "Ann", "T-1", DateTimeOffset.UtcNow.AddHours(1));
        await new MailOutbox(TimeProvider.System, signal).AddAsync(connection, letter, CancellationToken.None);
    }

    private Task<ServiceProcess> StartAsync(ApiDatabase database, SmtpServer smtp, int port) => ServiceProcess.StartAsync(
        typeof(Program).Assembly,
        new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__familycart"] = database.ConnectionString,
            ["ConnectionStrings__redis"] = fixture.Redis.ConnectionString,
            ["Mail__Provider"] = "smtp",
            ["Mail__From"] = "no-reply@example.org",
            ["Mail__LinkBase"] = "https://cart.example.org",
            ["Mail__Smtp__Host"] = "127.0.0.1",
            ["Mail__Smtp__Port"] = $"{smtp.Port}",
            ["Mail__Smtp__Security"] = "none",

            // A lease of 10 s: long enough to be killed in, short enough to wait for.
            ["Mail__SendTimeout"] = "00:00:05",
            ["Mail__Batch"] = "1",
            ["Mail__Concurrency"] = "1",
            ["Mail__PollInterval"] = "00:00:00.2",
        });
}
