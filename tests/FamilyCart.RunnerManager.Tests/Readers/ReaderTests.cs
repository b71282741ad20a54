using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FamilyCart.RunnerManager.Readers;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Readers;

/// <summary>Who may look at a fleet that is not the demo's.</summary>
public sealed class ReaderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string CiToken = "token-of-carl-0123456789-abcdef";
    private const string WrongToken = "a-token-that-nobody-has-0123456";

    private static readonly string[] s_reads = ["/api/fleet", "/api/v1/status", "/api/jobs/5/explain"];

    private StillFleet _fleet = null!;
    private HttpClient _client = null!;

    public static TheoryData<string> Reads { get; } = [.. s_reads];

    public async Task InitializeAsync()
    {
        _fleet = await StillFleet.StartAsync(postgres, "--Readers:Anonymous=false", $"--Operators:carl:Token={CiToken}", "--Operators:carl:Role=ci");
        await _fleet.QueueAsync(5, "a-secret-name");
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _fleet.Address };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _fleet.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Read_ByToken_IsForViewersAndOperatorsAlone(string path)
    {
        foreach (var (token, expected) in new (string?, HttpStatusCode)[]
        {
            (null, HttpStatusCode.Unauthorized), (WrongToken, HttpStatusCode.Unauthorized), (CiToken, HttpStatusCode.Forbidden),
            (Operators.ViewerToken, HttpStatusCode.OK), (Operators.Token, HttpStatusCode.OK),
        })
        {
            using var answer = await _client.GetAsync(path, token);

            Assert.Equal(expected, answer.StatusCode);
            if (expected != HttpStatusCode.OK)
            {
                using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                Assert.Equal((int)expected, problem.RootElement.GetProperty("status").GetInt32());
                Assert.DoesNotContain("family/cart", problem.RootElement.GetRawText(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Page_WithoutALogIn_IsAFormThatTellsNothing()
    {
        foreach (var token in new[] { null, WrongToken, CiToken })
        {
            using var answer = await _client.GetAsync("/", token);
            var html = await answer.Content.ReadAsStringAsync();

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("action=\"log-in\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("uat-1", html, StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task LogIn_ByAViewer_LetsTheCookieLookUntilItLogsOut()
    {
        using var entered = await LogInAsync(Operators.ViewerToken);
        var cookie = CookieOf(entered);

        Assert.Equal((HttpStatusCode.SeeOther, "./"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        var attributes = entered.Headers.GetValues("Set-Cookie").Single().Split("; ")[1..].Select(part => part.ToLowerInvariant()).Order(StringComparer.Ordinal);
        Assert.Equal(["httponly", "samesite=strict", "secure"], attributes);
        Assert.DoesNotContain(Operators.ViewerToken, cookie, StringComparison.Ordinal);
        using var page = await SendAsync(HttpMethod.Get, "/", cookie);
        Assert.Contains("Logged in as vera", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var path in s_reads)
        {
            using var answer = await SendAsync(HttpMethod.Get, path, cookie);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var left = await SendAsync(HttpMethod.Post, "/log-out", cookie);
        Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", left.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        using var after = await SendAsync(HttpMethod.Get, "/api/fleet", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task Cookie_OfAnOperator_ChangesNothing()
    {
        using var entered = await LogInAsync(Operators.Token);

        using var answer = await SendAsync(HttpMethod.Post, "/api/pools/uat/drain", CookieOf(entered));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, await _fleet.AskAsync<long>("select count(*) from drain"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example.org")]
    [InlineData("Origin", "null")]
    public async Task LogInAndOut_FromAnotherSite_AreRefused(string header, string value)
    {
        using var entered = await LogInAsync(Operators.ViewerToken);
        var cookie = CookieOf(entered);

        using var foreign = await LogInAsync(Operators.ViewerToken, (header, value));
        using var left = await SendAsync(HttpMethod.Post, "/log-out", cookie, (header, value));
        using var after = await SendAsync(HttpMethod.Get, "/api/fleet", cookie);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK), (foreign.StatusCode, left.StatusCode, after.StatusCode));
        Assert.False(foreign.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task LogIn_FromOwnPageBehindTheDoor_IsTaken()
    {
        using var answer = await LogInAsync(Operators.ViewerToken, ("Origin", "https://uat.example.org"), ("X-Forwarded-Host", "uat.example.org"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Theory]
    [InlineData(WrongToken)]
    [InlineData(CiToken)]
    [InlineData("")]
    public async Task LogIn_TokenThatMayNotLook_IsRefusedWithoutShowingIt(string token)
    {
        using var answer = await LogInAsync(token);
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("not the token of a viewer or an operator", html, StringComparison.Ordinal);
        Assert.True(token.Length == 0 || !html.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LogIn_BodyThatIsNoForm_Is400()
    {
        using var json = await _client.PostAsync("/log-in", new StringContent("{}", null, "application/json"));
        using var giant = await _client.PostAsync("/log-in", Form(new string('a', 10_000)));

        using var multipart = await _client.PostAsync("/log-in", new StringContent("x", MediaTypeHeaderValue.Parse("multipart/form-data")));
        using var unfinished = await _client.PostAsync("/log-in", new StringContent("--b\r\n", MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b")));
        using var manyFields = await _client.PostAsync("/log-in", new StringContent(new string('&', 2000), MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded")));

        Assert.All(new[] { json, giant, multipart, unfinished, manyFields }, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
    }

    [Fact]
    public async Task LogIn_ManyWrongTokens_HoldBackTheirAddressAndNoOther()
    {
        for (var attempt = 0; attempt < LogInLimit.Most; attempt++)
        {
            using var wrong = await LogInAsync(WrongToken, ("X-Forwarded-For", "192.0.2.7"));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var held = await LogInAsync(Operators.ViewerToken, ("X-Forwarded-For", "192.0.2.7"));
        using var other = await LogInAsync(Operators.ViewerToken, ("X-Forwarded-For", "192.0.2.8"));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.SeeOther), (held.StatusCode, other.StatusCode));
        Assert.InRange(held.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task Healthiness_WithoutAToken_IsToldAsBefore()
    {
        foreach (var path in new[] { "/health", "/alive", "/metrics" })
        {
            using var answer = await _client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private static FormUrlEncodedContent Form(string token) => new([new("token", token)]);

    private Task<HttpResponseMessage> LogInAsync(string token, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/log-in", null, Form(token), headers);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? cookie, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, cookie, null, headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? cookie, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _client.SendAsync(request);
    }
}
