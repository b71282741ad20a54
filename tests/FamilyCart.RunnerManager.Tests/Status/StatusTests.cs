using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Status;

public sealed partial class StatusTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Status_EmptyDatabase_IsAllZero()
    {
        var database = await Database.MigratedAsync(postgres, "runners_empty");
        await using var manager = await RunningManager.StartAsync(database);
        var beforeTheFirstQuestion = DateTimeOffset.UtcNow;

        var status = await manager.Client.GetFromJsonAsync<JsonElement>("/api/v1/status");

        Assert.Equal(0, status.GetProperty("pools").GetInt64());
        Assert.Equal(0, status.GetProperty("deliveries").GetProperty("stored").GetInt64());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("deliveries").GetProperty("lastReceivedAt").ValueKind);
        Assert.InRange(status.GetProperty("startedAt").GetDateTimeOffset(), beforeTheFirstQuestion.AddHours(-1), beforeTheFirstQuestion);
        Assert.Matches(@"^\d+\.\d+\.\d+", status.GetProperty("version").GetString());
    }

    [Fact]
    public async Task StatusAndPage_WithRows_CountThem()
    {
        var database = await Database.MigratedAsync(postgres, "runners_rows");
        await Database.ExecuteAsync(database.RuntimeConnectionString, """
            insert into webhook_delivery (delivery_id, event, action, run_id, run_attempt, job_id, body, received_at, processed_at)
            values (gen_random_uuid(), 'workflow_job', 'queued', 1, 1, 11, '{}', '2026-01-04 10:00:00+00', '2026-01-04 10:00:01+00'),
                   (gen_random_uuid(), 'workflow_job', 'queued', 2, 1, 12, '{}', '2026-01-04 11:30:05+00', '2026-01-04 11:30:06+00'),
                   (gen_random_uuid(), 'ping', null, null, null, null, '{}', '2026-01-04 09:00:00+00', '2026-01-04 09:00:01+00')
            """);
        await using var manager = await RunningManager.StartAsync(database, "--Pools:uat:Scope=family/cart", "--Pools:spare:Scope=family");

        var status = await manager.Client.GetFromJsonAsync<JsonElement>("/api/v1/status");
        var page = await manager.Client.GetStringAsync("/");

        Assert.Equal(2, status.GetProperty("pools").GetInt64());
        var deliveries = status.GetProperty("deliveries");
        Assert.Equal(3, deliveries.GetProperty("stored").GetInt64());
        Assert.Equal(0, deliveries.GetProperty("unprocessed").GetInt64());
        Assert.Equal(new DateTimeOffset(2026, 1, 4, 11, 30, 5, TimeSpan.Zero), deliveries.GetProperty("lastReceivedAt").GetDateTimeOffset());
        Assert.Contains("<dt>Runner pools</dt><dd>2</dd>", page, StringComparison.Ordinal);
        Assert.Contains("3 stored, 0 unprocessed", page, StringComparison.Ordinal);
        Assert.Contains("<time datetime=\"2026-01-04T11:30:05Z\">4 January 2026, 11:30:05 UTC</time>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AskedAgainSoon_IsTheSame()
    {
        var database = await Database.MigratedAsync(postgres, "runners_again");
        await using var manager = await RunningManager.StartAsync(database, "--Status:CacheDuration=00:01:00");
        var first = await manager.Client.GetStringAsync("/api/v1/status");
        await Database.ExecuteAsync(
            database.RuntimeConnectionString, "insert into webhook_delivery (delivery_id, event, body) values (gen_random_uuid(), 'ping', '{}')");

        Assert.Equal(first, await manager.Client.GetStringAsync("/api/v1/status"));
    }

    [Fact]
    public async Task Status_TableIsLocked_Is503InTime()
    {
        var database = await Database.MigratedAsync(postgres, "runners_locked");
        await using var manager = await RunningManager.StartAsync(database, "--Status:QueryTimeout=00:00:00.2");
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var connection = await owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("lock table webhook_delivery", connection, transaction);
        await command.ExecuteNonQueryAsync();

        using var answer = await manager.Client.GetAsync("/api/v1/status");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Page_Always_IsAccessibleAndLetsInNothingButItsOwn()
    {
        var database = await Database.MigratedAsync(postgres, "runners_page");
        await using var manager = await RunningManager.StartAsync(database);

        using var response = await manager.Client.GetAsync("/");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.False(response.Headers.Contains("Server"));
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("width=device-width", html, StringComparison.Ordinal);
        Assert.Contains("none</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\"", html, StringComparison.Ordinal);

        // The gateway serves the page below a prefix, where an absolute link would lead to another service.
        Assert.DoesNotContain("href=\"/", html, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"style-src 'sha256-{Hash(StyleElement().Match(html))}';", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{Hash(ScriptElement().Match(html))}' ", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);

        static string Hash(Match element) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.Groups[1].Value)));
    }

    [Fact]
    public async Task Status_DatabaseStops_Is503WithoutDetailsAndRecovers()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync("runners");
        Assert.Equal(0, await RunningManager.MigrateAsync(database));
        await using var manager = await RunningManager.StartAsync(database);
        Assert.Equal(HttpStatusCode.OK, (await manager.Client.GetAsync("/api/v1/status")).StatusCode);

        // The test server commits without waiting for the disk; what is to survive its crash has to be written first.
        await Database.ExecuteAsync(server.ConnectionString, "checkpoint");
        await server.StopAsync();
        using var status = await manager.Client.GetAsync("/api/v1/status");
        using var page = await manager.Client.GetAsync("/");
        using var alive = await manager.Client.GetAsync("/alive");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status.StatusCode);
        Assert.Equal("application/problem+json", status.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("127.0.0.1", await status.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("cannot read its database", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);

        await server.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, (await manager.Client.GetAsync("/api/v1/status")).StatusCode);
    }

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    [GeneratedRegex("<script>(.*)</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptElement();
}
