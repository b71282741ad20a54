using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Sockets;

[Collection(ApiCollection.Name)]
public sealed class SocketLimitTests(ApiFixture fixture)
{
    [Fact]
    public async Task Sockets_OverALimit_AreToldWhichAndOthersStay()
    {
        await using var api = Start();
        using var limited = new CounterProbe(api, "familycart.requests.limited", "endpoint", "sockets");
        using var ann = await Person.JoinAsync(api, "Ann");
        using var bob = await Person.JoinAsync(api, "Bob");
        var listId = await ann.CreateListAsync();
        await ann.ShareAsync(listId, bob);
        var other = await bob.CreateListAsync();

        using var first = await SocketClient.JoinAsync(api, listId, ann);
        using var second = await SocketClient.JoinAsync(api, listId, ann);
        await ShouldBeClosedAsync(api, listId, ann, "Too many sockets of this account are open");
        using var third = await SocketClient.JoinAsync(api, listId, bob);
        await ShouldBeClosedAsync(api, listId, bob, "Too many sockets are open on this list");

        // An account that has no room on one list has it on another, until the instance is full.
        using var fourth = await JoinSoonAsync(api, other, bob);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.ConnectAsync(api, other, bob.Token));
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
        Assert.True(limited.Total >= 3, $"{limited.Total}");

        await second.CloseAsync();
        using var fifth = await JoinSoonAsync(api, listId, ann);
        await ann.AddItemAsync(listId);
        foreach (var socket in new[] { first, third, fifth })
        {
            Assert.Equal("created", (await socket.NextAsync()).GetProperty("event_type").GetString());
            await socket.CloseAsync();
        }

        await fourth.CloseAsync();
        var seats = api.Services.GetRequiredService<SocketSeats>();
        await Poll.UntilAsync(() => Task.FromResult(seats.AreEmpty));
    }

    [Fact]
    public async Task Sockets_OfStrangers_TakeNoRoomOnTheList()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        using var eve = await Person.JoinAsync(api, "Eve");
        var listId = await ann.CreateListAsync();
        for (var round = 0; round < 5; round++)
        {
            using var stranger = await SocketClient.ConnectAsync(api, listId, eve.Token);
            await stranger.UntilClosedAsync();
            Assert.Equal(WebSocketCloseStatus.InvalidMessageType, stranger.CloseStatus);
        }

        using var socket = await SocketClient.JoinAsync(api, listId, ann);
    }

    [Fact]
    public async Task Tickets_MoreThanMayWait_AreRefusedUntilOneIsUsed()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        var ticket = (await ann.PostAsync("ws/tickets", null)).ShouldSucceed().GetProperty("ticket").GetString();
        (await ann.PostAsync("ws/tickets", null)).ShouldSucceed();
        var refused = await ann.PostAsync("ws/tickets", null);
        refused.ShouldFail(HttpStatusCode.TooManyRequests, "Too many tickets wait for their sockets");
        Assert.NotNull(refused.Response.Headers.RetryAfter);

        using var socket = await SocketClient.ConnectWithAsync(api, listId, $"ticket={ticket}");
        await socket.NextAsync();
        (await ann.PostAsync("ws/tickets", null)).ShouldSucceed();
    }

    private ApiApplication Start() => ApiApplication.Start(
        fixture.Database.ConnectionString,
        fixture.Redis.ConnectionString,
        new Dictionary<string, string?>
        {
            ["Sockets:PerAccount"] = "2",
            ["Sockets:PerList"] = "3",
            ["Sockets:PerInstance"] = "4",
            ["Sockets:TicketsPerAccount"] = "2",
        });

    private static async Task ShouldBeClosedAsync(ApiApplication api, int listId, Person person, string reason)
    {
        using var socket = await SocketClient.ConnectAsync(api, listId, person.Token);
        await socket.UntilClosedAsync();
        Assert.Equal((WebSocketCloseStatus.PolicyViolation, reason), (socket.CloseStatus, socket.CloseReason));
    }

    /// <summary>A seat is free once the server has heard the other socket's farewell.</summary>
    private static async Task<SocketClient> JoinSoonAsync(ApiApplication api, int listId, Person person)
    {
        SocketClient? joined = null;
        await Poll.UntilAsync(async () =>
        {
            try
            {
                joined = await SocketClient.JoinAsync(api, listId, person);
                return true;
            }
            catch (Exception exception) when (exception is InvalidOperationException or WebSocketException)
            {
                return false;
            }
        });
        return joined!;
    }
}
