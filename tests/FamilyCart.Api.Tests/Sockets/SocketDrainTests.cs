using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Sockets;

[Collection(ApiCollection.Name)]
public sealed class SocketDrainTests(ApiFixture fixture)
{
    private const string GatewayToken = "gateway-0123456789abcdefghij";
    private const string OtherToken = "workflow-0123456789abcdefghij";

    private static readonly Dictionary<string, string?> _settings = new()
    {
        ["Operators:gateway:Token"] = GatewayToken,
        ["Operators:gateway:Role"] = "gateway",
        ["Operators:ci:Token"] = OtherToken,
        ["Operators:ci:Role"] = "ci",
    };

    [Fact]
    public async Task Drain_SocketsAreOpen_AllAreAskedToConnectAgain()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString, _settings);
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        using var one = await SocketClient.JoinAsync(api, listId, ann);
        using var other = await SocketClient.JoinAsync(api, listId, ann);

        Assert.Equal(HttpStatusCode.Accepted, await DrainAsync(api, GatewayToken, "0"));

        foreach (var socket in new[] { one, other })
        {
            await socket.UntilClosedAsync();
            Assert.Equal((WebSocketCloseStatus)1012, socket.CloseStatus);
        }

        // It is no end of the service: whoever comes is let in.
        using var again = await SocketClient.JoinAsync(api, listId, ann);
    }

    [Fact]
    public async Task Drain_OverATime_SpreadsTheEnds()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString, _settings);
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        using var one = await SocketClient.JoinAsync(api, listId, ann);
        using var other = await SocketClient.JoinAsync(api, listId, ann);
        Assert.Equal(HttpStatusCode.Accepted, await DrainAsync(api, GatewayToken, "600"));

        // The first goes at once, the other one after five minutes.
        Task[] closed = [one.UntilClosedAsync(), other.UntilClosedAsync()];
        await await Task.WhenAny(closed);
        Assert.Single(new[] { one, other }, socket => socket.CloseStatus == (WebSocketCloseStatus)1012);
    }

    [Fact]
    public async Task Smoke_Gateway_IsAnsweredFromTheDatabase()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString, _settings);
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/admin/smoke");
        request.Headers.Add("Authorization", $"Bearer {GatewayToken}");
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("wrong-0123456789abcdefghij", HttpStatusCode.Unauthorized)]
    [InlineData(OtherToken, HttpStatusCode.Forbidden)]
    public async Task Drain_NotTheGateway_IsRefused(string token, HttpStatusCode expected)
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString, _settings);
        Assert.Equal(expected, await DrainAsync(api, token, "0"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("601")]
    [InlineData("NaN")]
    [InlineData("1e3")]
    public async Task Drain_BadTime_IsRefused(string seconds)
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString, _settings);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await DrainAsync(api, GatewayToken, seconds));
    }

    private static async Task<HttpStatusCode> DrainAsync(ApiApplication api, string token, string seconds)
    {
        using var client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/admin/sockets/drain?seconds={seconds}");
        if (token.Length > 0)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
