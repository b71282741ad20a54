using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Events;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.Api.Tests.Sockets;

[Collection(ApiCollection.Name)]
public sealed class SocketTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _listId = await _ann.CreateListAsync();
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Ping_AnyTime_IsAnswered()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        await socket.SendAsync("""{"type":"ping"}""");
        var pong = await socket.NextAsync();
        Assert.Equal("pong", pong.GetProperty("type").GetString());
        Assert.True(pong.GetProperty("timestamp").TryGetDateTimeOffset(out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"item_change\",\"list_id\":1}")]
    public async Task Message_WithoutMeaning_IsIgnored(string text)
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        await socket.SendAsync(text);
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Message_OfMoreThanAKilobyte_ClosesTheSocket()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        await socket.SendAsync(new string('x', 4096));
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, socket.CloseStatus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task Connect_NoTokenOfOurs_IsClosedAsPolicyViolation(string token)
    {
        using var socket = await SocketClient.ConnectAsync(fixture.Blue, _listId, token);
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Connect_AccountNotVerified_IsClosedAsPolicyViolation()
    {
        await fixture.Database.ExecuteAsync("update account set is_verified = false where id = $1", _ann.Id);
        using var socket = await SocketClient.ConnectAsync(fixture.Blue, _listId, _ann.Token);
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Connect_StrangerOrUnknownList_IsClosedWithoutAWord()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        foreach (var listId in new[] { _listId, int.MaxValue })
        {
            using var socket = await SocketClient.ConnectAsync(fixture.Blue, listId, eve.Token);
            await Assert.ThrowsAsync<InvalidOperationException>(socket.NextAsync);
            Assert.Equal((WebSocketCloseStatus)1003, socket.CloseStatus);
        }
    }

    [Fact]
    public async Task Connect_PlainHttp_IsAskedToUpgrade()
    {
        var answer = await _ann.GetAsync($"ws/lists/{_listId}?token={_ann.Token}");
        answer.ShouldFail(HttpStatusCode.UpgradeRequired);
        Assert.Equal("websocket", answer.Response.Headers.Upgrade.ToString());
    }

    [Fact]
    public async Task Change_OfAnotherList_IsNotTold()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        await _ann.AddItemAsync(await _ann.CreateListAsync());
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Change_WithOwnSession_IsToldToOthersOnly()
    {
        using var mine = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        using var phone = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        using var tablet = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);
        using var atGreen = _ann.At(fixture.Green);

        // Made at the other instance, so that the session travels with the event.
        (await atGreen.PostAsync($"shopping-lists/{_listId}/items", new { name = "Tea" }, mine.SessionId)).ShouldSucceed();
        Assert.Equal(1, (await phone.NextAsync()).GetProperty("sequence").GetInt64());
        Assert.Equal(1, (await tablet.NextAsync()).GetProperty("sequence").GetInt64());
        await mine.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task LogOut_OpenSocketsOfTheToken_AreClosedOnEveryInstance()
    {
        using var other = await Person.LogInAsync(fixture.Blue, _ann.Email);
        using var atBlue = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        using var atGreen = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);
        using var unconcerned = await SocketClient.JoinAsync(fixture.Green, _listId, other);

        (await _ann.PostAsync("auth/jwt/logout", null)).ShouldSucceed(HttpStatusCode.NoContent);
        await atBlue.UntilClosedAsync();
        await atGreen.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, atBlue.CloseStatus);
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, atGreen.CloseStatus);
        await unconcerned.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Close_ByTheClient_IsAnswered()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        await socket.CloseAsync();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Change_ThatTheGreetingCounts_IsNotToldAgainHoweverLate()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        var hub = fixture.Blue.Services.GetRequiredService<SocketHub>();

        hub.Deliver(News(socket.Sequence, "\"late\""u8.ToArray()));
        hub.Deliver(News(socket.Sequence + 1, "\"next\""u8.ToArray()));

        Assert.Equal("next", (await socket.NextAsync()).GetString());
    }

    [Fact]
    public async Task Client_DoesNotRead_IsCutOffAndHoldsUpNobody()
    {
        using var slow = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        using var quick = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);
        var hub = fixture.Blue.Services.GetRequiredService<SocketHub>();
        using var cutOff = new CounterProbe(fixture.Blue, "familycart.sockets.closed", "reason", "too_slow");

        // Larger than what the kernel buffers, in more pieces than the queue holds.
        var message = new byte[256 * 1024];
        Array.Fill(message, (byte)'7');
        for (var sent = 0; sent < 400; sent++)
        {
            hub.Deliver(News(quick.Sequence + 1 + sent, message));
            Assert.Equal(message.Length, (await quick.NextAsync()).GetRawText().Length);
        }

        await cutOff.UntilAsync(1);
        await slow.UntilClosedAsync();
        await quick.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Sockets_MoreThanThePoolHolds_LeaveTheDatabaseToRequests()
    {
        await using var api = ApiApplication.Start($"{fixture.Database.ConnectionString};Maximum Pool Size=3", fixture.Redis.ConnectionString);
        using var person = _ann.At(api);
        var sockets = new List<SocketClient>();
        for (var count = 0; count < 20; count++)
        {
            sockets.Add(await SocketClient.JoinAsync(api, _listId, person));
        }

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => person.AddItemAsync(_listId)));
        foreach (var socket in sockets)
        {
            Assert.Equal("item_change", (await socket.NextAsync()).GetProperty("type").GetString());
            socket.Dispose();
        }
    }

    [Fact]
    public async Task Host_Stops_TellsTheSockets()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var person = _ann.At(api);
        using var socket = await SocketClient.JoinAsync(api, _listId, person);
        api.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        Assert.Equal("The server restarts", socket.CloseReason);
    }

    private Envelope News(long sequence, byte[] message) => Envelope.ForList(_listId, sequence, null, null, closesList: false, message);
}
