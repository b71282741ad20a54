using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Redis;

[Collection(ApiCollection.Name)]
public sealed class RedisAwayTests(ApiFixture fixture)
{
    [Fact]
    public async Task Redis_GoesAndComesBack_NobodyMissesAnything()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = ApiApplication.Start(fixture.Database.ConnectionString, redis.ConnectionString);
        await using var second = ApiApplication.Start(fixture.Database.ConnectionString, redis.ConnectionString);
        await RedisProbe.UntilSubscribedAsync(redis, count: 2);
        using var ann = await Person.JoinAsync(first, "Ann");
        var listId = await ann.CreateListAsync();
        using var near = await SocketClient.JoinAsync(first, listId, ann);
        using var far = await SocketClient.JoinAsync(second, listId, ann);
        using var lost = new CounterProbe(first, "familycart.events.deferred");

        await redis.StopAsync();
        await ann.AddItemAsync(listId);
        Assert.Equal(1, (await near.NextAsync()).GetProperty("sequence").GetInt64());
        await lost.UntilAsync(1);
        await ann.AddItemAsync(listId);
        Assert.Equal(2, (await near.NextAsync()).GetProperty("sequence").GetInt64());
        await lost.UntilAsync(2);

        Assert.Equal("Degraded", await CacheHealthAsync(first, HttpStatusCode.OK));
        first.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("Degraded", await CacheHealthAsync(first, HttpStatusCode.OK));

        await redis.RestartAsync();
        await RedisProbe.UntilSubscribedAsync(redis, count: 2);
        await Poll.UntilAsync(async () => await CacheHealthAsync(first, null) == "Healthy" && await CacheHealthAsync(second, null) == "Healthy");
        await ann.AddItemAsync(listId);
        Assert.Equal(3, (await near.NextAsync()).GetProperty("sequence").GetInt64());
        foreach (var sequence in new[] { 1, 2, 3 })
        {
            Assert.Equal(sequence, (await far.NextAsync()).GetProperty("sequence").GetInt64());
        }

        await far.ShouldBeSilentAsync();

        await RedisProbe.UntilToldInTurnAsync(first);
        Assert.DoesNotContain(first.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Redis_AwayForLongerThanAllowed_IsUnhealthy()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.StopAsync();
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            redis.ConnectionString,
            new Dictionary<string, string?> { ["Redis:UnhealthyAfter"] = "00:01:00" });

        Assert.Equal("Degraded", await CacheHealthAsync(api, HttpStatusCode.OK));
        api.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("Unhealthy", await CacheHealthAsync(api, HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Redis_NotThereAtStart_IsFoundLater()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.StopAsync();
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        Assert.Equal("Degraded", await CacheHealthAsync(api, HttpStatusCode.OK));

        await redis.RestartAsync();
        await RedisProbe.UntilSubscribedAsync(redis, count: 1);
        await Poll.UntilAsync(async () => await CacheHealthAsync(api, null) == "Healthy");
        using var received = new CounterProbe(api, "familycart.events.received");
        await RedisProbe.PublishAsync(redis, $"{{\"list_id\":{listId},\"sender\":\"{Guid.NewGuid()}\"}}\n{{}}");
        await received.UntilAsync(1);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2025", Justification = "The task is awaited before the listener goes.")]
    public async Task Redis_AcceptsAndHangsUpAtStart_IsFoundLater()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.StopAsync();
        using var impostor = new TcpListener(IPAddress.Loopback, redis.Port);
        impostor.Start();
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hangingUp = HangUpAsync(impostor, hungUp);
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, redis.ConnectionString);
        using var lost = new CounterProbe(api, "familycart.events.deferred");
        using var ann = await Person.JoinAsync(api, "Ann");
        await ann.AddItemAsync(await ann.CreateListAsync());
        await lost.UntilAsync(1);
        await hungUp.Task;
        Assert.Equal("Degraded", await CacheHealthAsync(api, HttpStatusCode.OK));
        await Poll.UntilAsync(() => Task.FromResult(api.Logs.Lines.Any(line => line.Id.Id == RedisProbe.Left)));

        impostor.Stop();
        await hangingUp;
        await redis.RestartAsync();
        await RedisProbe.UntilSubscribedAsync(redis, count: 1);
        await Poll.UntilAsync(async () => await CacheHealthAsync(api, null) == "Healthy");
        await RedisProbe.UntilToldInTurnAsync(api);
    }

    [Fact]
    public async Task Channel_CarriesForeignMessages_NobodyIsHurt()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var listId = await ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(fixture.Blue, listId, ann);
        foreach (var message in new[] { "", "no line", "{\n{}", "[]\n{}", "null\n", """{"ended_login":"%"}""" + "\n" })
        {
            await RedisProbe.PublishAsync(fixture.Redis, message);
        }

        using var atGreen = ann.At(fixture.Green);
        await atGreen.AddItemAsync(listId);
        Assert.Equal(1, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
        Assert.Equal(6, fixture.Blue.Logs.Lines.Count(line => line.Id.Id == 4301));
    }

    private static async Task HangUpAsync(TcpListener impostor, TaskCompletionSource hungUp)
    {
        try
        {
            while (true)
            {
                using (await impostor.AcceptTcpClientAsync())
                {
                    hungUp.TrySetResult();
                }
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }

    private static async Task<string?> CacheHealthAsync(ApiApplication api, HttpStatusCode? expected)
    {
        using var client = api.NewClient();
        using var response = await client.GetAsync("/health");
        var answer = await Answer.ReadAsync(response);
        if (expected is { } status)
        {
            Assert.Equal(status, answer.Status);
        }

        return answer.Body.GetProperty("results").GetProperty("cache").GetProperty("status").GetString();
    }
}
