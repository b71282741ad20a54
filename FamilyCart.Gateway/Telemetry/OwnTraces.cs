using System.Diagnostics;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>
/// Takes no trace from callers: the id of one decides whether it is of the share that is kept, and strangers must neither choose that nor
/// write into a trace of others. What goes to the upstreams is told of the gateway's own.
/// </summary>
internal sealed class OwnTraces(DistributedContextPropagator inner) : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        (traceId, traceState) = (null, null);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
