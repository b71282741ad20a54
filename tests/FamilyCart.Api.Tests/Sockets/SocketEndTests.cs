using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Sockets;

[Collection(ApiCollection.Name)]
public sealed class SocketEndTests(ApiFixture fixture)
{
    private static readonly CancellationToken _never = CancellationToken.None;

    [Theory]
    [InlineData("delete from access_token where account_id = $1", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("update account set is_active = false where id = $1", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("update account set is_verified = false where id = $1", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("delete from list_member where account_id = $1", WebSocketCloseStatus.InvalidMessageType)]
    public async Task Sweep_RightIsGone_EndsTheSocketsConcerned(string change, WebSocketCloseStatus expected)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var listId = await bob.CreateListAsync();
        await bob.ShareAsync(listId, ann);
        using var concerned = await SocketClient.JoinAsync(fixture.Blue, listId, ann);
        using var unconcerned = await SocketClient.JoinAsync(fixture.Blue, listId, bob);
        await fixture.Database.ExecuteAsync(change, ann.Id);

        await fixture.Blue.Services.GetRequiredService<SocketSweeper>().SweepAsync(_never);

        await concerned.UntilClosedAsync();
        Assert.Equal(expected, concerned.CloseStatus);
        await unconcerned.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Sweep_TokenInUseByASocket_LivesUntilItIsTooOld()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        var sweeper = api.Services.GetRequiredService<SocketSweeper>();
        using var ann = await Person.JoinAsync(api, "Ann");
        using var socket = await SocketClient.JoinAsync(api, await ann.CreateListAsync(), ann);

        for (var count = 0; count < 3; count++)
        {
            api.Time.Advance(TimeSpan.FromMinutes(40));
            await socket.ShouldBeSilentAsync();
            await sweeper.SweepAsync(_never);
        }

        await socket.ShouldBeSilentAsync();
        (await ann.GetAsync("users/me")).ShouldSucceed();

        await fixture.Database.ExecuteAsync(
            "update access_token set expires_at = $2 where account_id = $1", ann.Id, api.Time.GetUtcNow().UtcDateTime);
        await sweeper.SweepAsync(_never);
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Sweep_AccessTokenExpiredButTheLogInGoesOn_LeavesTheSocketOpen()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        var sweeper = api.Services.GetRequiredService<SocketSweeper>();
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        using var form = new FormUrlEncodedContent(
            [new("username", ann.Email), new("password", Person.Password), new("scope", "offline_access")]);
        var pair = (await ann.SendAsync(HttpMethod.Post, "auth/jwt/login", form)).ShouldSucceed();
        using var socket = await SocketClient.ConnectAsync(api, listId, pair.GetProperty("access_token").GetString()!);
        await socket.NextAsync();

        api.Time.Advance(TimeSpan.FromMinutes(16));
        await socket.ShouldBeSilentAsync();
        await sweeper.SweepAsync(_never);
        await socket.ShouldBeSilentAsync();

        await fixture.Database.ExecuteAsync("delete from refresh_token where account_id = $1", ann.Id);
        await sweeper.SweepAsync(_never);
        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Sweep_ClientSaysNothingForLong_EndsItsSocketWithTheReason()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        var sweeper = api.Services.GetRequiredService<SocketSweeper>();
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        using var quiet = await SocketClient.JoinAsync(api, listId, ann);
        using var talking = await SocketClient.JoinAsync(api, listId, ann);

        api.Time.Advance(TimeSpan.FromMinutes(11));
        await talking.ShouldBeSilentAsync();
        await sweeper.SweepAsync(_never);

        await quiet.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, quiet.CloseStatus);
        Assert.Equal("Nothing was heard for too long", quiet.CloseReason);
        await talking.ShouldBeSilentAsync();
    }

    [Fact]
    public async Task Sweep_DatabaseAway_LeavesTheSocketsOpen()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await ApiDatabase.CreateAsync(postgres, "familycart");
        await using var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var socket = await SocketClient.JoinAsync(api, await ann.CreateListAsync(), ann);
        await postgres.StopAsync();

        await api.Services.GetRequiredService<SocketSweeper>().SweepAsync(_never);

        await socket.ShouldBeSilentAsync();
        Assert.Contains(api.Logs.Lines, line => line.Id.Id == 4401);
    }

    [Fact]
    public async Task FindEntry_LoggedOutSinceTheHandshake_IsRefused()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var listId = await ann.CreateListAsync();
        var store = fixture.Blue.Services.GetRequiredService<SocketStore>();
        var loginId = await fixture.Database.ReadAsync<Guid>("select login_id from access_token where account_id = $1", ann.Id);
        Assert.Null((await store.FindEntryAsync(listId, loginId, _never)).Refusal);

        (await ann.PostAsync("auth/jwt/logout", null)).ShouldSucceed(HttpStatusCode.NoContent);

        Assert.Equal(SocketEnd.Unauthorized, (await store.FindEntryAsync(listId, loginId, _never)).Refusal);
    }

    [Fact]
    public async Task Connect_DatabaseFailsAfterTheHandshake_IsClosedAsServerError()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await ApiDatabase.CreateAsync(postgres, "familycart");
        await using var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();

        // The token is read before the handshake, the list after it.
        await database.ExecuteAsync("alter table shopping_list rename to hidden");
        using var socket = await SocketClient.ConnectAsync(api, listId, ann.Token);
        await socket.UntilClosedAsync();

        Assert.Equal(WebSocketCloseStatus.InternalServerError, socket.CloseStatus);
    }
}
