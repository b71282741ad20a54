using FamilyCart.Testing;
using StackExchange.Redis;

namespace FamilyCart.Api.Tests.Infrastructure;

internal static class RedisProbe
{
    internal const string Channel = "familycart:events";

    /// <summary>Waits, at most 30 s, until so many instances listen for events.</summary>
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

    private static async Task<ConnectionMultiplexer> ConnectAsync(RedisServer redis) =>
        await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
}
