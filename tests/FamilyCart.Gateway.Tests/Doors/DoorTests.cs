using System.Net;
using FamilyCart.Gateway.Tests.Support;

namespace FamilyCart.Gateway.Tests.Doors;

public sealed class DoorTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Theory]
    [InlineData("/metrics")]
    [InlineData("/alive")]
    [InlineData("/admin")]
    [InlineData("/METRICS/")]
    public async Task Public_OperatorPath_IsTheSame404AsAnyOther(string path)
    {
        using var response = await fixture.Gateway.Public.GetAsync(path);
        using var any = await fixture.Gateway.Public.GetAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(await any.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/alive")]
    [InlineData("/health")]
    public async Task Public_HostHeaderOfTheAdminDoor_OpensNothing(string path)
    {
        foreach (var host in new[] { $"localhost:{fixture.Gateway.AdminPort}", $"127.0.0.1:{fixture.Gateway.AdminPort}", "" })
        {
            var answer = await fixture.Gateway.SendRawAsync($"GET {path} HTTP/1.1\nHost: {host}\nX-Forwarded-Host: {host}");
            AssertShut(answer);
        }

        AssertShut(await fixture.Gateway.SendRawAsync(
            $"GET http://localhost:{fixture.Gateway.AdminPort}{path} HTTP/1.1\nHost: localhost:{fixture.Gateway.AdminPort}"));
        AssertShut(await fixture.Gateway.SendRawAsync($"GET {path} HTTP/1.0"));
    }

    [Theory]
    [InlineData("/api/../metrics")]
    [InlineData("/api/%2e%2e/metrics")]
    [InlineData("/api/.%2E/metrics")]
    [InlineData("/api/%252e%252e/metrics")]
    [InlineData("/api/..%2fmetrics")]
    [InlineData("/api/..%5cmetrics")]
    [InlineData("/api/..\\metrics")]
    [InlineData("/./metrics")]
    [InlineData("//metrics")]
    [InlineData("/api//metrics")]
    [InlineData("/%2fmetrics")]
    [InlineData("/metrics%2f")]
    [InlineData("/%6detrics")]
    [InlineData("/%256detrics")]
    [InlineData("/metrics%00")]
    [InlineData("/metrics;v=1")]
    [InlineData("/metrics?x=/api/")]
    [InlineData("/runners/metrics")]
    [InlineData("/runners/METRICS/")]
    [InlineData("/runners/%6d%65trics")]
    [InlineData("/runners//metrics")]
    [InlineData("/runners/./metrics")]
    [InlineData("/runners/x/../metrics")]
    [InlineData("/runners/x/%2e%2e/metrics")]
    [InlineData("/runners/x%2f..%2fmetrics")]
    [InlineData("/runners/%2e/metrics")]
    [InlineData("/runners/%2fmetrics")]
    [InlineData("/runners/%252fmetrics")]
    [InlineData("/runners/health")]
    [InlineData("/runners/alive")]
    [InlineData("/runners/admin/drain")]
    [InlineData("/api/metrics")]
    [InlineData("/api/admin/x")]
    [InlineData("/api/v1/outbox")]
    [InlineData("/api/v1/outbox/")]
    [InlineData("/api/v1/outbox/messages?to=ann%40example.org")]
    [InlineData("/API/V1/OutBox/Messages")]
    [InlineData("/api/v1/%6futbox/messages")]
    [InlineData("/api/%76%31/outbox/messages")]
    [InlineData("/api/v1//outbox/messages")]
    [InlineData("/api/v1/x/../outbox")]
    [InlineData("/api/v1/outbox%2fmessages")]
    [InlineData("http://other/api/v1/outbox/messages")]
    [InlineData("http://other/runners/x/../metrics")]
    [InlineData("*")]
    public async Task Public_TrickyPath_IsRefusedAndReachesNoUpstream(string target)
    {
        var before = Count();

        var answer = await fixture.Gateway.SendRawAsync($"GET {target} HTTP/1.1\nHost: localhost");

        Assert.Matches("^HTTP/1.1 40[045] ", answer);
        AssertShut(answer);
        Assert.Equal(before, Count());

        int Count() => fixture.Blue.Requests.Count + fixture.Green.Requests.Count + fixture.Manager.Requests.Count;
    }

    [Fact]
    public async Task Admin_OperatorPaths_AreAnswered()
    {
        var metrics = await fixture.Gateway.Admin.GetStringAsync("/metrics");
        using var alive = await fixture.Gateway.Admin.GetAsync("/alive");
        var health = await fixture.Gateway.Admin.GetStringAsync("/health");

        Assert.Contains("# TYPE ", metrics, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Contains("api-blue", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_AnyOtherPath_Is404()
    {
        using var response = await fixture.Gateway.Admin.GetAsync("/api/who");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static void AssertShut(string answer)
    {
        Assert.DoesNotContain("# TYPE", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("api-blue", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Answered-By", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("accepting", answer, StringComparison.Ordinal);
    }
}
