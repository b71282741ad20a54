using System.Net;
using System.Text.Json;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_WithSoundChecks_NamesEachWithResultAndTime()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("cache", () => HealthCheckResult.Healthy("The cache answers."))
            .AddCheck("model", () => HealthCheckResult.Degraded("No model.")));

        using var response = await service.Client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);

        var report = await ReadAsync(response);
        Assert.Equal("Degraded", report.GetProperty("status").GetString());
        Assert.True(report.GetProperty("milliseconds").GetDouble() >= 0);
        Assert.Equal(["accepting", "cache", "model"], report.GetProperty("checks").EnumerateObject().Select(check => check.Name));
        var cache = report.GetProperty("checks").GetProperty("cache");
        Assert.Equal("Healthy", cache.GetProperty("status").GetString());
        Assert.Equal("The cache answers.", cache.GetProperty("description").GetString());
        Assert.True(cache.GetProperty("milliseconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task Health_WithAFailingCheck_Is503AndAliveIsNot()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("cache", () => HealthCheckResult.Unhealthy("The cache is away.")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health")).StatusCode);
        Assert.Equal("""{"status":"Healthy","checks":{}}""", await WithoutTimesAsync(await service.Client.GetAsync("/alive")));
    }

    [Fact]
    public async Task Alive_WithAFailingCheckOfTheProcess_Is503()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("loop", () => HealthCheckResult.Unhealthy(), tags: ["alive"]));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/alive")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Health_WithAThrowingCheck_TellsTheTypeAlone()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("cache", () => throw new InvalidOperationException("Password=hunter2")));

        using var response = await service.Client.GetAsync("/health");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("The check failed with InvalidOperationException.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Text.Contains("hunter2", StringComparison.Ordinal));
        Assert.Contains(service.Logs.Lines, line => line.Event == 1101);
    }

    [Fact]
    public async Task Alive_WithAHangingCheck_GivesUpAndDoesNotStartItAgain()
    {
        var runs = 0;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource<HealthCheckResult>();
        await using var service = await TestService.StartAsync(builder =>
        {
            TestService.UseManualTime(builder);
            builder.Services.AddHealthChecks().AddAsyncCheck("stuck", () =>
            {
                runs++;
                started.TrySetResult();
                return release.Task;
            }, ["alive"]);
        });

        var first = service.Client.GetAsync("/alive");
        await started.Task;
        await service.Time.TimerAsync(TimeSpan.FromSeconds(3));
        service.Time.Advance(TimeSpan.FromSeconds(3));
        var report = await ReadAsync(await first);
        Assert.Equal("No answer within 3 s.", Description(report, "stuck"));
        Assert.Equal(3000, report.GetProperty("checks").GetProperty("stuck").GetProperty("milliseconds").GetDouble());

        service.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("An earlier run of this check has not come back.", Description(await ReadAsync(await service.Client.GetAsync("/alive")), "stuck"));
        Assert.Equal(1, runs);

        // That it has come back is noted on another thread.
        release.SetResult(HealthCheckResult.Healthy("Back."));
        string? description;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            service.Time.Advance(TimeSpan.FromSeconds(2));
            description = Description(await ReadAsync(await service.Client.GetAsync("/alive")), "stuck");
        }
        while (description == "An earlier run of this check has not come back.");
        Assert.Equal("Back.", description);
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Alive_WithACheckOfItsOwnLimit_KeepsToIt()
    {
        await using var service = await TestService.StartAsync(builder =>
        {
            TestService.UseManualTime(builder);
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                "slow", _ => new Waiting(), HealthStatus.Degraded, ["alive"], TimeSpan.FromSeconds(0.5)));
        });

        var first = service.Client.GetAsync("/alive");
        await service.Time.TimerAsync(TimeSpan.FromSeconds(0.5));
        service.Time.Advance(TimeSpan.FromSeconds(0.5));
        var report = await ReadAsync(await first);
        Assert.Equal("No answer within 0.5 s.", Description(report, "slow"));
        Assert.Equal("Degraded", report.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Health_AskedByManyAtOnce_RunsOnceAndIsCachedForASecond()
    {
        var runs = 0;
        var release = new TaskCompletionSource<HealthCheckResult>();
        var asked = 0;
        var allAsked = new TaskCompletionSource();
        await using var service = await TestService.StartAsync(
            builder =>
            {
                TestService.UseManualTime(builder);
                builder.Services.AddHealthChecks().AddAsyncCheck("slow", () =>
                {
                    Interlocked.Increment(ref runs);
                    return release.Task;
                });
            },
            app => app.Use(async (context, next) =>
            {
                var answer = next(context);
                if (Interlocked.Increment(ref asked) == 20)
                {
                    allAsked.SetResult();
                }

                await answer;
            }));

        var answers = Enumerable.Range(0, 20).Select(_ => service.Client.GetStringAsync("/health")).ToArray();
        await allAsked.Task;
        release.SetResult(HealthCheckResult.Healthy());
        var texts = await Task.WhenAll(answers);
        Assert.Single(texts.Distinct());

        service.Time.Advance(TimeSpan.FromSeconds(0.999));
        await service.Client.GetStringAsync("/health");
        Assert.Equal(1, runs);

        service.Time.Advance(TimeSpan.FromSeconds(0.001));
        await service.Client.GetStringAsync("/health");
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task Health_WhoseFirstCallerLeaves_IsStillAnsweredToTheNext()
    {
        var release = new TaskCompletionSource<HealthCheckResult>();
        var started = new TaskCompletionSource();
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks().AddAsyncCheck("slow", token =>
        {
            started.SetResult();
            return release.Task.WaitAsync(token);
        }));

        using var leaving = new CancellationTokenSource();
        var first = service.Client.GetAsync("/health", leaving.Token);
        await started.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = service.Client.GetAsync("/health");
        release.SetResult(HealthCheckResult.Healthy());
        Assert.Equal(HttpStatusCode.OK, (await second).StatusCode);
    }

    [Fact]
    public async Task DefaultEndpoints_WithAManagementHost_AnswerThereOnly()
    {
        var management = FamilyCart.Testing.FreePort.Next();
        var app = TestService.Build(new LogSink(), null, ("urls", $"http://127.0.0.1:0;http://127.0.0.1:{management}"));
        app.MapDefaultEndpoints($"*:{management}");
        app.MapGet("/hello", () => Results.Ok());
        await using (app)
        {
            await app.StartAsync();
            using var client = new HttpClient();
            var open = app.Urls.First(url => !url.EndsWith($":{management}", StringComparison.Ordinal));

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{open}/hello")).StatusCode);
            foreach (var path in (string[])["/metrics", "/alive", "/health"])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(open + path)).StatusCode);
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"http://127.0.0.1:{management}{path}")).StatusCode);
            }
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static string? Description(JsonElement report, string check) =>
        report.GetProperty("checks").GetProperty(check).GetProperty("description").GetString();

    private static async Task<string> WithoutTimesAsync(HttpResponseMessage response) =>
        System.Text.RegularExpressions.Regex.Replace(await response.Content.ReadAsStringAsync(), "\"milliseconds\":[0-9.]+,?", string.Empty);

    private sealed class Waiting : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
