using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>A real instance that is killed while it sends, and another that takes over.</summary>
[Collection(ApartCollection.Name)]
public sealed class CrashTests(ApiFixture fixture)
{
    [Theory]
    [InlineData(SmtpManner.StallAtOnce, "crashbefore", 0)]
    [InlineData(SmtpManner.StallAfterData, "crashafter", 1)]
    public async Task Sender_KilledBetweenClaimAndMark_IsFollowedByAnother(SmtpManner manner, string name, int sentBefore)
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, name);
        await using var smtp = new SmtpServer { Manner = manner };
        await WaitingLetter.AddAsync(database);

        await using (var first = await StartAsync(database, smtp))
        {
            await (manner == SmtpManner.StallAtOnce ? smtp.ConnectedAsync() : smtp.ReceivedAsync());
            await first.KillAsync();
        }

        Assert.True(await database.ReadAsync<bool>("select state = 'pending' and attempt_id is not null and due_at > now() from mail_message"));
        smtp.Manner = SmtpManner.Accept;

        // Instead of waiting for the end of the lease.
        await database.ExecuteAsync("update mail_message set due_at = now()");
        await using var second = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString, Settings(smtp));
        await smtp.ReceivedAsync();
        await Poll.UntilAsync(() => database.ReadAsync<bool>("select state = 'sent' and model is null from mail_message"));

        Assert.Equal(sentBefore + 1, smtp.Envelopes.Count);
        Assert.Single(smtp.Envelopes.Select(envelope => envelope.MessageId).Distinct());
        using var client = second.NewClient();
        var metrics = await client.GetStringAsync("/metrics");
        Assert.Matches(@"(?m)^familycart_mail_doubtful_total\{[^}]*\} 1( |$)", metrics);
        Assert.Matches(@"(?m)^familycart_mail_waiting\{", metrics);
    }

    private static Dictionary<string, string?> Settings(SmtpServer smtp) => new()
    {
        ["Mail:Provider"] = "smtp",
        ["Mail:From"] = "no-reply@example.org",
        ["Mail:LinkBase"] = "https://cart.example.org",
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = $"{smtp.Port}",
        ["Mail:Smtp:Security"] = "none",
    };

    private Task<ServiceProcess> StartAsync(ApiDatabase database, SmtpServer smtp) => ServiceProcess.StartAsync(
        typeof(Program).Assembly,
        new Dictionary<string, string>(Settings(smtp).Select(pair => KeyValuePair.Create(pair.Key.Replace(":", "__", StringComparison.Ordinal), pair.Value!)))
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["ConnectionStrings__familycart"] = database.ConnectionString,
            ["ConnectionStrings__redis"] = fixture.Redis.ConnectionString,
        });
}
