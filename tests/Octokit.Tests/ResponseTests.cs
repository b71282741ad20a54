using System.Globalization;
using System.Net;

namespace Octokit.Tests;

public sealed class ResponseTests
{
    private static readonly Uri _things = new("things", UriKind.Relative);

    [Theory]
    [InlineData(401, "Bad credentials", typeof(AuthorizationException))]
    [InlineData(403, "Resource not accessible by integration", typeof(ForbiddenException))]
    [InlineData(403, "API rate limit exceeded for installation ID 1.", typeof(RateLimitExceededException))]
    [InlineData(403, "You have exceeded a secondary rate limit.", typeof(SecondaryRateLimitExceededException))]
    [InlineData(403, "You have triggered an abuse detection mechanism.", typeof(AbuseException))]
    [InlineData(403, "Maximum number of login attempts exceeded", typeof(LoginAttemptsExceededException))]
    [InlineData(404, "Not Found", typeof(NotFoundException))]
    [InlineData(409, "Already exists", typeof(ApiException))]
    [InlineData(422, "Validation Failed", typeof(ApiValidationException))]
    [InlineData(429, "You have exceeded a secondary rate limit.", typeof(ApiException))]
    [InlineData(451, "Taken down", typeof(LegalRestrictionException))]
    [InlineData(500, "Server Error", typeof(ApiException))]
    public async Task Get_FaultyStatus_IsTheExceptionOfThePackage(int status, string message, Type expected)
    {
        await using var server = await Server.StartAsync(Answers.Json(status, $$"""{"message":"{{message}}","documentation_url":"https://docs.example"}""", ("Retry-After", "45")));

        var exception = await Assert.ThrowsAnyAsync<ApiException>(() => server.Connect().Get<Thing>(_things, null));

        Assert.Equal(expected, exception.GetType());
        Assert.Equal((status, message, "https://docs.example"), ((int)exception.StatusCode, exception.Message, exception.ApiError.DocumentationUrl));
        Assert.Equal("45", exception.HttpResponse.Headers["Retry-After"]);
        Assert.True(exception is not AbuseException abuse || abuse.RetryAfterSeconds == 45);
    }

    [Theory]
    [InlineData(403, "{}", "Request Forbidden")]
    [InlineData(422, "{}", "Validation Failed")]
    [InlineData(500, "", "An error occurred with this API request")]
    [InlineData(502, "<h1>Bad Gateway</h1>", "<h1>Bad Gateway</h1>")]
    public async Task Get_FaultWithoutWords_HasThoseOfThePackage(int status, string body, string message)
    {
        await using var server = await Server.StartAsync(Answers.Json(status, body));

        Assert.Equal(message, (await Assert.ThrowsAnyAsync<ApiException>(() => server.Connect().Get<Thing>(_things, null))).Message);
    }

    [Fact]
    public async Task Post_Refused_NamesTheFields()
    {
        await using var server = await Server.StartAsync(
            Answers.Json(422, """{"message":"Validation Failed","errors":[{"resource":"Runner","field":"labels","code":"missing","message":"labels?"}]}"""));

        var exception = await Assert.ThrowsAsync<ApiValidationException>(() => server.Connect().Post<Thing>(_things, new Thing(1, "a"), null, "application/json", parameters: null));

        var detail = Assert.Single(exception.ApiError.Errors);
        Assert.Equal(("Runner", "labels", "missing", "labels?"), (detail.Resource, detail.Field, detail.Code, detail.Message));
    }

    [Fact]
    public async Task Get_HeadersOfTheApi_AreRead()
    {
        await using var server = await Server.StartAsync(Answers.Json(
            200,
            "[]",
            ("X-RateLimit-Limit", "5000"),
            ("X-RateLimit-Remaining", "4997"),
            ("X-RateLimit-Reset", "1372700873"),
            ("X-OAuth-Scopes", "repo, admin:org"),
            ("ETag", "W/\"abc\""),
            ("Link", "<https://api.github.com/things?page=2>; rel=\"next\", <https://api.github.com/things?page=9>; rel=\"last\"")));
        var connection = server.Connect();
        Assert.Null(connection.GetLastApiInfo());

        await connection.Get<List<Thing>>(_things, null);

        var info = connection.GetLastApiInfo();
        Assert.Equal((5000, 4997), (info.RateLimit.Limit, info.RateLimit.Remaining));
        Assert.Equal(DateTimeOffset.Parse("2013-07-01T17:47:53Z", CultureInfo.InvariantCulture), info.RateLimit.Reset);
        Assert.Equal(["repo", "admin:org"], info.OauthScopes);
        Assert.Equal("W/\"abc\"", info.Etag);
        Assert.Equal("https://api.github.com/things?page=2", info.Links["next"].AbsoluteUri);
        Assert.Equal(["next", "last"], info.Links.Keys);
    }

    [Fact]
    public async Task Get_BadHeaders_CountAsAbsent()
    {
        await using var server = await Server.StartAsync(Answers.Json(
            200, "[]", ("X-RateLimit-Limit", "many"), ("X-RateLimit-Remaining", "99999999999"), ("Link", "<nowhere; rel=\"next\"")));
        var connection = server.Connect();

        await connection.Get<List<Thing>>(_things, null);

        var info = connection.GetLastApiInfo();
        Assert.Equal((0, 0, 0L), (info.RateLimit.Limit, info.RateLimit.Remaining, info.RateLimit.ResetAsUtcEpochSeconds));
        Assert.Empty(info.Links);
    }

    [Fact]
    public async Task Get_ServerWithAnotherClock_TellsTheDifference()
    {
        var date = DateTimeOffset.UtcNow.AddHours(-2).ToString("r", CultureInfo.InvariantCulture);
        await using var server = await Server.StartAsync(Answers.Json(200, "[]", ("Date", date)));

        var answer = await server.Connect().Get<List<Thing>>(_things, null);

        Assert.InRange(answer.HttpResponse.ApiInfo.ServerTimeDifference, TimeSpan.FromMinutes(-121), TimeSpan.FromMinutes(-119));
    }

    [Theory]
    [InlineData(301, "POST")]
    [InlineData(302, "POST")]
    [InlineData(303, "GET")]
    [InlineData(307, "POST")]
    [InlineData(308, "POST")]
    public async Task Post_Redirected_IsSentThereWithItsBody(int status, string method)
    {
        Server? server = null;
        server = await Server.StartAsync(context => context.Request.Path == "/there"
            ? Answers.Json(200, """{"id":1,"full_name":"a"}""")(context)
            : Answers.Json(status, string.Empty, ("Location", new Uri(server!.Address, "there").AbsoluteUri))(context));
        await using var end = server;

        var answer = await server.Connect(new Credentials("secret")).Post<Thing>(_things, new Thing(1, "a"), null, "application/json", parameters: null);

        var last = server.Requests.Last();
        Assert.Equal(HttpStatusCode.OK, answer.HttpResponse.StatusCode);
        Assert.Equal((2, method), (server.Requests.Count, last.Method));
        Assert.Equal(method == "GET" ? string.Empty : """{"id":1,"full_name":"a"}""", last.Body);
        Assert.Equal("Token secret", last.Headers["Authorization"]);
    }

    [Fact]
    public async Task Get_RedirectedToAnotherHost_DoesNotTellItTheToken()
    {
        Server? server = null;
        server = await Server.StartAsync(context => context.Request.Path == "/there"
            ? Answers.Json(200, "[]")(context)
            : Answers.Json(302, string.Empty, ("Location", $"http://localhost:{server!.Address.Port}/there"))(context));
        await using var end = server;

        await server.Connect(new Credentials("secret")).Get<List<Thing>>(_things, null);

        Assert.Equal("Token secret", server.Requests.First().Headers["Authorization"]);
        Assert.False(server.Requests.Last().Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Get_RedirectedForever_Ends()
    {
        Server? server = null;
        server = await Server.StartAsync(context => Answers.Json(302, string.Empty, ("Location", server!.Address.AbsoluteUri))(context));
        await using var end = server;

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Connect().Get<List<Thing>>(_things, null));
        Assert.Equal(5, server.Requests.Count);
    }
}
