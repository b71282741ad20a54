using FamilyCart.Testing;
using StackExchange.Redis;

namespace FamilyCart.Api.Tests.Infrastructure;

internal static class RedisProbe
{
    internal const string Channel = "familycart:events";

    // What the service says when Redis goes and when it is back.
    internal const int Left = 4201;
    internal const int CameBack = 4202;

    /// <summary>Waits, at most 120 s, until so many instances listen for events.</summary>
    internal static async Task UntilSubscribedAsync(RedisServer redis, int count)
    {
        using var multiplexer = await ConnectAsync(redis);
        var server = multiplexer.GetServer("127.0.0.1", redis.Port);
        await Poll.UntilAsync(async () =>
            await server.SubscriptionSubscriberCountAsync(new RedisChannel(Channel, RedisChannel.PatternMode.Literal)) >= count);
    }

    internal static async Task PublishAsync(RedisServer redis, string message)
    {
        using var multiplexer = await ConnectAsync(redis);
        await multiplexer.GetSubscriber().PublishAsync(new RedisChannel(Channel, RedisChannel.PatternMode.Literal), message);
    }

    /// <summary>Waits until every time that Redis was away was followed by its return, and nothing was said twice in between.</summary>
    /// <param name="api">Who says it.</param>
    /// <param name="atLeast">How often it was away; a busy machine may add to it.</param>
    internal static async Task UntilToldInTurnAsync(ApiApplication api, int atLeast = 1)
    {
        await Poll.UntilAsync(() => Task.FromResult(Told(api) is var told && told.Count >= 2 * atLeast && told.Count % 2 == 0));
        var told = Told(api);
        Assert.Equal(Enumerable.Range(0, told.Count).Select(number => number % 2 == 0 ? Left : CameBack), told);
    }

    private static List<int> Told(ApiApplication api) => [.. api.Logs.Lines.Select(line => line.Id.Id).Where(id => id is Left or CameBack)];

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisServer redis) =>
        await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
}
