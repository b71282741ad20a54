using System.Diagnostics;
using System.Threading.Channels;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Events;

/// <summary>
/// Hands an envelope to the sockets of this instance at once, and to other instances by way of a bounded queue, so that a
/// request never waits for Redis.
/// </summary>
internal sealed class EventPublisher(SocketHub hub, ApiMetrics metrics)
{
    private const int QueueLimit = 10_000;

    private readonly Channel<Envelope> _outgoing = Channel.CreateBounded<Envelope>(
        new BoundedChannelOptions(QueueLimit) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        _ => metrics.EventDeferred());

    /// <summary>This instance's name in envelopes.</summary>
    internal Guid InstanceId { get; } = Guid.NewGuid();

    /// <summary>What other instances are still to be told; one reader.</summary>
    internal ChannelReader<Envelope> Outgoing => _outgoing.Reader;

    internal void Publish(Envelope envelope)
    {
        using var activity = ApiActivity.Source.StartActivity("event.publish", ActivityKind.Producer);
        hub.Deliver(envelope);
        var header = envelope.Header with { Sender = InstanceId, TraceParent = Activity.Current?.Id };
        _outgoing.Writer.TryWrite(envelope with { Header = header });
    }
}
