using System.Net;
using System.Text.Json;
using FamilyCart.Api.SystemInfo;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.Api.Tests.SystemInfo;

[Collection(ApiCollection.Name)]
public sealed class SystemInfoTests(ApiFixture fixture)
{
    private const string Viewer = "viewer";

    [Theory]
    [InlineData("/system/info")]
    [InlineData("/api/v1/system/info")]
    [InlineData("/api/v1/system/info/")]
    public async Task Info_Anonymous_TellsNothingOfTheHost(string path)
    {
        var body = await GetAsync(fixture.Blue, path);
        Assert.Equal(["timestamp", "service", "features"], Names(body));
        Assert.Equal(["name", "version", "environment"], Names(body.GetProperty("service")));
        Assert.Equal("Production", body.GetProperty("service").GetProperty("environment").GetString());
        Assert.Equal(["debug_panel", "performance_panel", "ai", "invitations"], Names(body.GetProperty("features")));
    }

    [Theory]
    [InlineData("/metrics/summary")]
    [InlineData("/api/v1/metrics/summary")]
    public async Task Summary_Anonymous_TellsTheStatusOnly(string path)
    {
        var body = await GetAsync(fixture.Blue, path);
        Assert.Equal(["timestamp", "service"], Names(body));
        Assert.Equal("operational", body.GetProperty("service").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Info_WithAFamilysToken_TellsNothingOfTheHost()
    {
        using var person = await Person.JoinAsync(fixture.Blue, "Anna");
        Assert.Equal(["timestamp", "service", "features"], Names((await person.GetAsync("system/info")).ShouldSucceed()));
    }

    [Fact]
    public async Task Info_Viewer_TellsEverythingAndTruly()
    {
        await using var api = StartWithViewer();
        foreach (var path in (string[])["/system/info", "/api/v1/system/info"])
        {
            var body = await GetAsync(api, path, Viewer);
            Assert.Equal(["timestamp", "service", "features", "system", "process"], Names(body));
            Assert.Equal(Environment.ProcessId, body.GetProperty("service").GetProperty("pid").GetInt32());
            var system = body.GetProperty("system");
            Assert.Equal(["memory", "cpu", "disk", "uptime_seconds", "uptime_formatted"], Names(system));
            Assert.Equal(["total_gb", "available_gb", "used_gb", "usage_percent"], Names(system.GetProperty("memory")));
            Assert.Equal(["usage_percent", "count"], Names(system.GetProperty("cpu")));
            Assert.Equal(["total_gb", "free_gb", "used_gb", "usage_percent"], Names(system.GetProperty("disk")));
            Assert.InRange(system.GetProperty("memory").GetProperty("usage_percent").GetDouble(), 0.1, 100);
            Assert.InRange(system.GetProperty("disk").GetProperty("total_gb").GetDouble(), 0.01, 1e6);
            var process = body.GetProperty("process");
            Assert.Equal(["memory_rss_mb", "memory_vms_mb", "cpu_percent", "create_time", "num_threads"], Names(process));
            Assert.InRange(process.GetProperty("memory_rss_mb").GetDouble(), 10, 10_000);
            Assert.True(process.GetProperty("create_time").GetDateTimeOffset() < DateTimeOffset.UtcNow);
        }
    }

    [Fact]
    public async Task Summary_Viewer_TellsEverything()
    {
        await using var api = StartWithViewer();
        await Poll.UntilAsync(async () =>
            (await GetAsync(api, "/metrics/summary", Viewer)).GetProperty("cache").GetProperty("status").GetString() == "connected");
        var body = await GetAsync(api, "/metrics/summary", Viewer);
        Assert.Equal(["timestamp", "service", "cache", "system", "endpoints"], Names(body));
        Assert.Equal("redis", body.GetProperty("cache").GetProperty("type").GetString());
        Assert.Equal(["memory_usage_percent", "cpu_usage_percent", "disk_usage_percent"], Names(body.GetProperty("system")));
        Assert.Equal(["health", "system_info", "metrics", "api_docs"], Names(body.GetProperty("endpoints")));
    }

    [Fact]
    public async Task Health_Serving_HasTheFieldsOfBefore()
    {
        var body = await GetAsync(fixture.Blue, "/health");
        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.True(body.GetProperty("timestamp").GetDateTimeOffset() <= DateTimeOffset.UtcNow.AddDays(400));
        Assert.Equal(["name", "version", "environment"], Names(body.GetProperty("service")));
        var checks = body.GetProperty("checks");
        Assert.Equal(["cache", "database", "memory_usage_percent", "available_memory_gb"], Names(checks).OrderBy(name => name.Contains("memory", StringComparison.Ordinal)).ThenBy(name => name.StartsWith("available", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal));
        Assert.Equal("healthy", checks.GetProperty("database").GetString());
        Assert.True(body.GetProperty("uptime_seconds").GetDouble() >= 0);
        Assert.Equal("Healthy", body.GetProperty("results").GetProperty("migrations").GetProperty("status").GetString());
        Assert.False(body.TryGetProperty("detail", out _));
    }

    [Fact]
    public async Task Health_OneCheckFails_Answers503WithDetail()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            configure: services => services.AddHealthChecks().AddCheck("broken", () => HealthCheckResult.Unhealthy("It is broken.")));
        using var client = api.NewClient();
        var answer = await Answer.ReadAsync(await client.GetAsync("/health"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("unhealthy", answer.Body.GetProperty("status").GetString());
        Assert.Equal("Service unhealthy: broken", answer.Detail);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static async Task<JsonElement> GetAsync(ApiApplication api, string path, string? token = null)
    {
        using var client = api.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
        }

        return (await Answer.ReadAsync(await client.SendAsync(request))).ShouldSucceed();
    }

    private ApiApplication StartWithViewer() => ApiApplication.Start(
        fixture.Database.ConnectionString,
        fixture.Redis.ConnectionString,
        configure: services => services.Replace(ServiceDescriptor.Singleton<IOperatorCheck, OneViewer>()));

    private sealed class OneViewer : IOperatorCheck
    {
        public ValueTask<bool> IsViewerAsync(HttpContext context) =>
            ValueTask.FromResult(context.Request.Headers.Authorization == $"Bearer {Viewer}");
    }
}
