using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Pages;

[Collection(ApiCollection.Name)]
public sealed partial class PageTests(ApiFixture fixture)
{
    private const string Token = "page-token-that-nobody-may-read-0123456789";

    [Theory]
    [InlineData("pages/verify")]
    [InlineData("pages/reset-password")]
    [InlineData("pages/invitation")]
    [InlineData("outbox")]
    public async Task Get_Page_RunsOnlyItsOwnScript(string path)
    {
        using var client = fixture.Blue.NewClient();
        using var response = await client.GetAsync($"/api/v1/{path}?token={Token}");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal(
            $"default-src 'none'; style-src '{Hash(Style(), html)}'; script-src '{Hash(Script(), html)}'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotMatch(@"<[^>]+\s(on\w+|style|src)=", html);
        Assert.DoesNotContain("innerHTML", html, StringComparison.Ordinal);
        Assert.Contains("aria-live=\"polite\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "pages/verify")]
    [InlineData("POST", "outbox")]
    [InlineData("GET", "pages/other")]
    public async Task Request_NoPage_IsNotAnswered(string method, string path)
    {
        using var client = fixture.Blue.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}");
        using var response = await client.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Token_InTheAddressOfAPage_IsInNoLogAndNoTrace()
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                [$"Logging:{typeof(LogCollector).FullName}:LogLevel:Default"] = "Trace",
            });
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var client = api.NewClient();
        await client.GetStringAsync($"/api/v1/pages/verify?token={Token}");
        await api.DisposeAsync();

        Assert.Contains(spans, span => span.Contains("/api/v1/pages/verify", StringComparison.Ordinal));
        Assert.Contains(api.Logs.Lines, line => line.Text.Contains("/api/v1/pages/verify", StringComparison.Ordinal));

        // The client of this test is not ours, and its spans name what it asked for.
        Assert.DoesNotContain(spans, span => span.Contains(Token, StringComparison.Ordinal) && !span.Contains("url.full", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Logs.Lines, line => line.Text.Contains(Token, StringComparison.Ordinal));
    }

    private static string Hash(Regex element, string html)
    {
        var source = Assert.Single(element.Matches(html)).Groups[1].Value;
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}";
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script type=\"module\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
