using System.Diagnostics;
using FamilyCart.Api.Redis;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Events;

/// <summary>
/// Carries envelopes between API instances. What cannot be published at once is not kept: the others find it in the database.
/// </summary>
internal sealed partial class EventRelay(
    RedisConnection redis, EventPublisher publisher, SocketHub hub, ApiMetrics metrics, ILogger<EventRelay> logger) : BackgroundService
{
    private const string Channel = "familycart:events";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll(redis.ListenAsync(Channel, Receive, stoppingToken), SendAsync(stoppingToken));

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        await foreach (var envelope in publisher.Outgoing.ReadAllAsync(stoppingToken))
        {
            if (!await redis.PublishAsync(Channel, envelope.ToBytes(), stoppingToken))
            {
                metrics.EventDeferred();
            }
        }
    }

    private void Receive(byte[] bytes)
    {
        if (Envelope.Parse(bytes) is not { } envelope)
        {
            LogUnreadable(bytes.Length);
            return;
        }

        if (envelope.Header.Sender == publisher.InstanceId)
        {
            return;
        }

        using var activity = ApiActivity.Source.StartActivity("event.receive", ActivityKind.Consumer, envelope.Header.TraceParent);
        metrics.EventReceived();
        hub.Deliver(envelope);
    }
}
