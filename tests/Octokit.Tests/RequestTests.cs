using System.Net;

namespace Octokit.Tests;

public sealed class RequestTests
{
    private static readonly Uri _things = new("things?page=2", UriKind.Relative);

    [Fact]
    public async Task Get_Plain_SendsTheHeadersOfThePackageAndNoApiVersion()
    {
        await using var server = await Server.StartAsync(Answers.Json(200, """{"id":7,"full_name":"a"}"""));

        var answer = await server.Connect().Get<Thing>(_things, null, null, CancellationToken.None);

        var request = Assert.Single(server.Requests);
        Assert.Equal(new Thing(7, "a"), answer.Body);
        Assert.Equal(("GET", "/things?page=2"), (request.Method, request.Target));
        Assert.Equal("application/vnd.github.v3+json", request.Headers["Accept"]);
        Assert.Matches(@"^Tests/1\.2 \(Unix \d+\.\d+\.\d+; \w+; [^;]*; Octokit\.net \d+\.\d+\.\d+\)$", request.Headers["User-Agent"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.False(request.Headers.ContainsKey("X-GitHub-Api-Version"));
    }

    [Fact]
    public async Task Get_ParametersAndAccept_WinOverTheAddressAndTheDefault()
    {
        await using var server = await Server.StartAsync(Answers.Json(200, "[]"));

        await server.Connect().Get<List<Thing>>(_things, new Dictionary<string, string> { ["page"] = "3", ["name"] = "a b&c" }, "application/vnd.github+json");

        var request = Assert.Single(server.Requests);
        Assert.Equal("/things?page=3&name=a%20b%26c", request.Target);
        Assert.Equal("application/vnd.github+json", request.Headers["Accept"]);
    }

    [Theory]
    [InlineData(AuthenticationType.Oauth, "Token secret")]
    [InlineData(AuthenticationType.Bearer, "Bearer secret")]
    public async Task Get_Token_IsSentByItsScheme(AuthenticationType type, string expected)
    {
        await using var server = await Server.StartAsync(Answers.Json(200, "{}"));

        await server.Connect(new Credentials("secret", type)).Get<Thing>(_things, null);

        Assert.Equal(expected, Assert.Single(server.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Get_LoginAndPassword_AreSentAsBasic()
    {
        await using var server = await Server.StartAsync(Answers.Json(200, "{}"));

        await server.Connect(new Credentials("user", "word")).Get<Thing>(_things, null);

        Assert.Equal("Basic dXNlcjp3b3Jk", Assert.Single(server.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Post_Object_IsSerializedWithTheContentTypeOfTheCall()
    {
        await using var server = await Server.StartAsync(Answers.Json(201, """{"id":8,"full_name":"b"}"""));

        var answer = await server.Connect().Post<Thing>(new Uri("things", UriKind.Relative), new Thing(8, "b"), null, "application/json", parameters: null);

        var request = Assert.Single(server.Requests);
        Assert.Equal((HttpStatusCode.Created, 8), (answer.HttpResponse.StatusCode, answer.Body.Id));
        Assert.Equal("""{"id":8,"full_name":"b"}""", request.Body);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
    }

    [Fact]
    public async Task PostAndDelete_NoBody_AnswerTheStatus()
    {
        await using var server = await Server.StartAsync(static context =>
        {
            context.Response.StatusCode = context.Request.Method == "POST" ? 202 : 204;
            return Task.CompletedTask;
        });

        Assert.Equal(HttpStatusCode.Accepted, await server.Connect().Post(_things));
        Assert.Equal(HttpStatusCode.NoContent, await server.Connect().Delete(_things));
        Assert.All(server.Requests, static request => Assert.False(request.Headers.ContainsKey("Content-Type")));
    }

    [Fact]
    public async Task Get_OneWhereAListIsExpected_IsAListOfOne()
    {
        await using var server = await Server.StartAsync(Answers.Json(200, """{"id":7,"full_name":"a"}"""));

        Assert.Equal([new Thing(7, "a")], (await server.Connect().Get<List<Thing>>(_things, null)).Body);
    }

    [Fact]
    public async Task Get_NotJson_HasNoBody()
    {
        await using var server = await Server.StartAsync(static context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.Body.WriteAsync("""{"id":7}"""u8.ToArray()).AsTask();
        });

        Assert.Null((await server.Connect().Get<Thing>(_things, null)).Body);
    }

    [Fact]
    public async Task Get_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await Server.StartAsync(context => Task.WhenAll(stop.CancelAsync(), Task.Delay(Timeout.Infinite, context.RequestAborted)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Connect().Get<Thing>(_things, null, null, stop.Token));
    }

    [Fact]
    public void Connection_RelativeAddress_IsRefused() =>
        Assert.Throws<ArgumentException>(static () => new Connection(
            new ProductHeaderValue("Tests"),
            new Uri("things", UriKind.Relative),
            new Internal.InMemoryCredentialStore(Credentials.Anonymous),
            new Internal.HttpClientAdapter(static () => new SocketsHttpHandler()),
            new Json()));
}
