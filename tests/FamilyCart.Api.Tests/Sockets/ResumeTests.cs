using System.Net.WebSockets;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Sockets;

[Collection(ApiCollection.Name)]
public sealed class ResumeTests(ApiFixture fixture) : IAsyncLifetime
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
    public async Task Connect_WithTheLastNumber_GetsExactlyWhatItMissed()
    {
        for (var count = 1; count <= 5; count++)
        {
            await _ann.AddItemAsync(_listId, $"Item {count}");
        }

        using var socket = await SocketClient.ConnectWithAsync(fixture.Green, _listId, $"token={_ann.Token}&last_sequence=2");
        Assert.Equal(5, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
        foreach (var sequence in new[] { 3, 4, 5 })
        {
            var missed = await socket.NextAsync();
            Assert.Equal(sequence, missed.GetProperty("sequence").GetInt64());
            Assert.Equal($"Item {sequence}", missed.GetProperty("item").GetProperty("name").GetString());
        }

        await _ann.AddItemAsync(_listId, "Item 6");
        Assert.Equal(6, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Connect_UnderLoad_LosesAndDoublesNothing()
    {
        const int Changes = 60;
        using var atGreen = _ann.At(fixture.Green);
        var seen = new List<long>();
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(async writer =>
        {
            for (var count = 0; count < Changes / 3; count++)
            {
                await (writer == 0 ? _ann : atGreen).AddItemAsync(_listId);
            }
        }));

        // A client that loses its connection after every few messages.
        while (seen.LastOrDefault() < Changes)
        {
            using var socket = await SocketClient.ConnectWithAsync(
                seen.Count % 2 == 0 ? fixture.Blue : fixture.Green, _listId, $"token={_ann.Token}&last_sequence={seen.LastOrDefault()}");
            var latest = (await socket.NextAsync()).GetProperty("sequence").GetInt64();
            for (var count = 0; count < 7 && (seen.LastOrDefault() < latest || !writing.IsCompleted) && seen.LastOrDefault() < Changes; count++)
            {
                seen.Add((await socket.NextAsync()).GetProperty("sequence").GetInt64());
            }
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, Changes).Select(number => (long)number), seen);
    }

    [Theory]
    [InlineData("delete from list_event where list_id = $1 and sequence = 2", 1)]
    [InlineData("delete from list_event where list_id = $1", 0)]
    [InlineData("select $1", 99)]
    public async Task Connect_WhatWasMissedIsNotKept_IsToldToReadTheList(string forget, int last)
    {
        for (var count = 0; count < 3; count++)
        {
            await _ann.AddItemAsync(_listId);
        }

        await fixture.Database.ExecuteAsync(forget, _listId);
        using var socket = await SocketClient.ConnectWithAsync(fixture.Blue, _listId, $"token={_ann.Token}&last_sequence={last}");
        await socket.NextAsync();
        var resync = await socket.NextAsync();
        Assert.Equal("resync", resync.GetProperty("type").GetString());
        Assert.Equal(3, resync.GetProperty("sequence").GetInt64());
        Assert.Equal(_listId, resync.GetProperty("list_id").GetInt32());

        await _ann.AddItemAsync(_listId);
        Assert.Equal(4, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Connect_WithItsSession_IsNotToldWhatItDidItself()
    {
        var session = Guid.NewGuid().ToString();
        (await _ann.PostAsync($"shopping-lists/{_listId}/items", new { name = "Tea" }, session)).ShouldSucceed();
        await _ann.AddItemAsync(_listId, "Milk");
        using var socket = await SocketClient.ConnectWithAsync(
            fixture.Blue, _listId, $"token={_ann.Token}&last_sequence=0&session_id={session}");
        Assert.Equal(session, (await socket.NextAsync()).GetProperty("session_id").GetString());
        Assert.Equal(2, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
        await socket.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Change_CommittedButNeverTold_IsFound()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Blue, _listId, _ann);

        // What an instance leaves behind that dies between its commit and its news.
        await fixture.Database.ExecuteAsync(
            """
            with moved as (update shopping_list set last_sequence = 1 where id = $1 returning id)
            insert into list_event (list_id, sequence, account_id, message, created_at)
            select id, 1, $2, '{"sequence": 1}'::json, now() from moved
            """,
            _listId,
            _ann.Id);
        Assert.Equal(1, (await socket.NextAsync()).GetProperty("sequence").GetInt64());

        // What the version before leaves behind: a number without an event.
        await fixture.Database.ExecuteAsync("update shopping_list set last_sequence = 2 where id = $1", _listId);
        var resync = await socket.NextAsync();
        Assert.Equal("resync", resync.GetProperty("type").GetString());
        Assert.Equal(2, resync.GetProperty("sequence").GetInt64());
        await _ann.AddItemAsync(_listId);
        Assert.Equal(3, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Ticket_OpensOneSocket()
    {
        var answer = (await _ann.PostAsync("ws/tickets", null)).ShouldSucceed();
        Assert.Equal(30, answer.GetProperty("expires_in").GetInt32());
        var ticket = answer.GetProperty("ticket").GetString();
        using var first = await SocketClient.ConnectWithAsync(fixture.Green, _listId, $"ticket={ticket}");
        Assert.Equal("connection_established", (await first.NextAsync()).GetProperty("type").GetString());
        using var second = await SocketClient.ConnectWithAsync(fixture.Green, _listId, $"ticket={ticket}");
        await second.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, second.CloseStatus);
    }

    [Fact]
    public async Task Ticket_TooOldOrOfAnEndedLogIn_OpensNothing()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var bob = await Person.JoinAsync(api, "Bob");
        var listId = await bob.CreateListAsync();
        var old = (await bob.PostAsync("ws/tickets", null)).ShouldSucceed().GetProperty("ticket").GetString();
        api.Time.Advance(TimeSpan.FromSeconds(31));
        using var late = await SocketClient.ConnectWithAsync(api, listId, $"ticket={old}");
        await late.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, late.CloseStatus);

        var ended = (await bob.PostAsync("ws/tickets", null)).ShouldSucceed().GetProperty("ticket").GetString();
        await bob.PostAsync("auth/jwt/logout", null);
        using var gone = await SocketClient.ConnectWithAsync(api, listId, $"ticket={ended}");
        await gone.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, gone.CloseStatus);
    }

    [Fact]
    public async Task Ticket_OfAStranger_OpensNothing()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var ticket = (await eve.PostAsync("ws/tickets", null)).ShouldSucceed().GetProperty("ticket").GetString();
        using var socket = await SocketClient.ConnectWithAsync(fixture.Blue, _listId, $"ticket={ticket}");
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.CloseStatus);
    }
}
