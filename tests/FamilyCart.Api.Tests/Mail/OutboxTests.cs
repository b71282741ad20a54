using System.Net;
using System.Text.Json;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Mail;

[Collection(ApiCollection.Name)]
public sealed class OutboxTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string OperatorToken = "operator-0123456789abcdef";

    private static readonly Dictionary<string, string?> _operator = new()
    {
        ["Operators:ann:Token"] = OperatorToken,
        ["Operators:ann:Role"] = "operator",
        ["Mail:LinkBase"] = "https://cart.example.org",
    };

    private ApiApplication _api = null!;

    public Task InitializeAsync()
    {
        _api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString, _operator);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Get_LetterToAnAddress_ShowsItWithItsLink()
    {
        var email = Person.NewEmail("Ann");
        await AddAsync(_api, new VerifyLetter(email, "Ann", "T-1", DateTimeOffset.UtcNow.AddHours(1)));
        await AddAsync(_api, new AddressTakenLetter(Person.NewEmail("Bob"), "Bob"));

        var message = Assert.Single((await GetAsync($"?to={Uri.EscapeDataString($" {email.ToUpperInvariant()} ")}")).ShouldSucceed().EnumerateArray());

        Assert.Equal(
            ["id", "to", "template", "subject", "text", "token", "created_at", "state"], message.EnumerateObject().Select(field => field.Name));
        Assert.Equal(email, message.GetProperty("to").GetString());
        Assert.Equal("verify", message.GetProperty("template").GetString());
        Assert.Equal("T-1", message.GetProperty("token").GetString());
        Assert.Contains("https://cart.example.org/api/v1/pages/verify#token=T-1", message.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_PageByPage_ShowsEveryLetterOnceNewestFirst()
    {
        var email = Person.NewEmail("Ann");
        for (var number = 1; number <= 5; number++)
        {
            await AddAsync(_api, new VerifyLetter(email, "Ann", $"T-{number}", DateTimeOffset.UtcNow.AddHours(1)));
        }

        var tokens = new List<string?>();
        var cursor = "";
        while (await ReadAsync() is { Length: > 0 } page)
        {
            Assert.True(page.Length <= 2);
            tokens.AddRange(page.Select(message => message.GetProperty("token").GetString()));
            cursor = $"&cursor={page[^1].GetProperty("id").GetInt64()}";
        }

        Assert.Equal(["T-5", "T-4", "T-3", "T-2", "T-1"], tokens);

        async Task<JsonElement[]> ReadAsync() => [.. (await GetAsync($"?to={email}&limit=2{cursor}")).ShouldSucceed().EnumerateArray()];
    }

    [Fact]
    public async Task Get_LetterSentHere_StaysReadable()
    {
        var email = Person.NewEmail("Ann");
        await AddAsync(_api, new VerifyLetter(email, "Ann", "T-1", DateTimeOffset.UtcNow.AddHours(1)));
        _api.Services.GetRequiredService<MailOutbox>().Wake();
        await Poll.UntilAsync(async () => (await GetAsync($"?to={email}")).Body[0].GetProperty("state").GetString() == "sent");
        Assert.Equal("T-1", (await GetAsync($"?to={email}")).Body[0].GetProperty("token").GetString());
    }

    [Theory]
    [InlineData("?limit=0&cursor=0", "limit", "cursor")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?to=a%00b", "to")]
    [InlineData("?limit=many", "limit")]
    public async Task Get_BadQuery_NamesEveryFault(string query, params string[] fields) => (await GetAsync(query)).ShouldRefuse(fields);

    [Fact]
    public async Task Get_LettersAreSent_ThereIsNoOutbox()
    {
        await using var smtp = new SmtpServer();
        var settings = new Dictionary<string, string?>(_operator)
        {
            ["Mail:Provider"] = "smtp",
            ["Mail:From"] = "no-reply@example.org",
            ["Mail:Smtp:Host"] = "127.0.0.1",
            ["Mail:Smtp:Port"] = $"{smtp.Port}",
            ["Mail:Smtp:Security"] = "none",
        };
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "outboxsmtp");
        await using var sending = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString, settings);
        (await GetAsync("", sending)).ShouldFail(HttpStatusCode.NotFound);
        using var client = sending.NewClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/outbox")).StatusCode);

        // And the letter goes out by itself, at once when somebody says so.
        await AddAsync(sending, new VerifyLetter("ann@example.org", "Ann", "T-1", DateTimeOffset.UtcNow.AddHours(1)));
        sending.Services.GetRequiredService<MailOutbox>().Wake();
        await smtp.ReceivedAsync();
        Assert.Contains("token=T-1", string.Concat(Assert.Single(smtp.Envelopes).Parts), StringComparison.Ordinal);
        await Poll.UntilAsync(() => database.ReadAsync<bool>("select state = 'sent' and model is null from mail_message"));
        Assert.DoesNotContain(sending.Logs.Lines, line => line.Text.Contains("ann@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OfTheOutbox_HoldsNoLetter()
    {
        await AddAsync(_api, new VerifyLetter(Person.NewEmail("Ann"), "Ann", "T-secret", DateTimeOffset.UtcNow.AddHours(1)));
        using var client = _api.NewClient();
        using var response = await client.GetAsync("/api/v1/outbox");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("T-secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task AddAsync(ApiApplication api, Letter letter)
    {
        await using var connection = await api.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await api.Services.GetRequiredService<MailOutbox>().AddAsync(connection, letter, CancellationToken.None);
    }

    private async Task<Answer> GetAsync(string query, ApiApplication? api = null)
    {
        using var client = (api ?? _api).NewClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {OperatorToken}");
        return await Answer.ReadAsync(await client.GetAsync($"/api/v1/outbox/messages{query}"));
    }
}
