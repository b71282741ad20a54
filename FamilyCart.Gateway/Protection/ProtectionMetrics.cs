using System.Diagnostics.Metrics;
using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Protection.Limits;
using FamilyCart.Gateway.Telemetry;

namespace FamilyCart.Gateway.Protection;

/// <summary>What the door kept out, and what it did for requests that a server failed. All labels are of closed sets.</summary>
internal sealed class ProtectionMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _connections;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _circuits;

    public ProtectionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(GatewayMetrics.MeterName);
        _refused = _meter.CreateCounter<long>("familycart.gateway.refused", "{request}", "Requests that the public door refused, by reason.");
        _limited = _meter.CreateCounter<long>("familycart.gateway.limited", "{request}", "Requests answered with 429, by the class of limit.");
        _connections = _meter.CreateCounter<long>(
            "familycart.gateway.connections.rejected", "{connection}", "Connections closed at once because there were too many, in total or of one address.");
        _retries = _meter.CreateCounter<long>(
            "familycart.gateway.upstream.retries", "{request}", "Requests sent again because they had not reached their upstream.");
        _circuits = _meter.CreateCounter<long>(
            "familycart.gateway.upstream.cutoffs", "{cutoff}", "How often failures in a row made an upstream ill between two probes.");
    }

    public void Dispose() => _meter.Dispose();

    public void Refused(RefusalReason reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", NameOf(reason)));

    public void Limited(LimitClass limit) => _limited.Add(1, new KeyValuePair<string, object?>("class", LimitClasses.NameOf(limit)));

    public void ConnectionRejected(ConnectionVerdict verdict) =>
        _connections.Add(1, new KeyValuePair<string, object?>("reason", verdict == ConnectionVerdict.TooManyOfAddress ? "address" : "total"));

    public void Retried(string upstream) => _retries.Add(1, new KeyValuePair<string, object?>("upstream", upstream));

    public void CutOff(string upstream) => _circuits.Add(1, new KeyValuePair<string, object?>("upstream", upstream));

    private static string NameOf(RefusalReason reason) => reason switch
    {
        RefusalReason.Path => "path",
        RefusalReason.Operator => "operator",
        RefusalReason.Method => "method",
        RefusalReason.Framing => "framing",
        RefusalReason.Line => "line",
        RefusalReason.Headers => "headers",
        RefusalReason.Body => "body",
        RefusalReason.Slow => "slow",
        RefusalReason.Host => "host",
        RefusalReason.Origin => "origin",
        RefusalReason.Sockets => "sockets",
        RefusalReason.Held => "held",
        _ => "malformed",
    };
}
