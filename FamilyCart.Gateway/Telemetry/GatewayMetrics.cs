using System.Diagnostics.Metrics;
using System.Globalization;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Forwarding;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>The meter FamilyCart.Gateway: requests, faults of upstreams, their health, the active slot.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "FamilyCart.Gateway";

    private static readonly string[] _classes = [.. Enumerable.Range(0, 10).Select(hundreds => string.Create(CultureInfo.InvariantCulture, $"{hundreds}xx"))];

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _upstreamErrors;

    public GatewayMetrics(IMeterFactory meters, GatewayConfiguration configuration, UpstreamHealth health, TrafficDirector director)
    {
        _meter = meters.Create(MeterName);
        _requests = _meter.CreateCounter<long>(
            "familycart.gateway.requests", "{request}", "Requests answered at the public door, by route, slot and class of status.");
        _upstreamErrors = _meter.CreateCounter<long>(
            "familycart.gateway.upstream.errors", "{error}", "Requests that an upstream did not answer properly, by kind of fault.");
        _meter.CreateObservableGauge(
            "familycart.gateway.upstream.health",
            () => health.All.SelectMany(pair => Measure(pair.Key, pair.Value.State)),
            "{upstream}",
            "1 for the state that the gateway's own probes found: healthy, unhealthy or, before the first probe, unknown.");
        _meter.CreateObservableGauge(
            "familycart.gateway.slot.active",
            () => configuration.Slots.Select(upstream => new Measurement<int>(
                upstream.Slot == director.Split.Active ? 1 : 0, new KeyValuePair<string, object?>("slot", upstream.SlotName))),
            "{slot}",
            "1 for the slot that answers users.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Has the counters that alerts are made of at 0: one that is born with its first event has not increased by then.</summary>
    public void Begin()
    {
        foreach (var slot in (ReadOnlySpan<string>)["blue", "green", "none"])
        {
            _requests.Add(0, new("route", "api"), new("slot", slot), new("status", "5xx"));
        }
    }

    public static void MarkRefused(HttpContext context) => context.Features.Set(Refused.Instance);

    /// <summary>Counts a request that the public door has answered with the status.</summary>
    public void Answered(HttpContext context, int status)
    {
        var route = context.Features.Get<Refused>() is not null
            ? "refused"
            : context.GetEndpoint()?.Metadata.GetMetadata<PublicDoor>()?.Route ?? "none";
        _requests.Add(1, new("route", route), new("slot", SlotOf(ForwardedTo.Of(context))), new("status", _classes[status / 100 % _classes.Length]));
    }

    /// <summary>Counts a request that an upstream failed.</summary>
    public void UpstreamFailed(Upstream? upstream, ForwarderError error) =>
        _upstreamErrors.Add(1, new("upstream", upstream?.Name ?? "none"), new("slot", SlotOf(upstream)), new("error", NameOf(error)));

    private static string SlotOf(Upstream? upstream) => upstream?.SlotName ?? "none";

    private static string NameOf(ForwarderError error) => error switch
    {
        ForwarderError.NoAvailableDestinations => "unhealthy",
        ForwarderError.RequestTimedOut or ForwarderError.UpgradeActivityTimeout => "timeout",
        ForwarderError.Request or ForwarderError.RequestCreation => "connect",
        ForwarderError.RequestBodyDestination => "request_body",
        ForwarderError.ResponseHeaders => "response_headers",
        ForwarderError.ResponseBodyDestination => "response_body",
        ForwarderError.UpgradeRequestDestination or ForwarderError.UpgradeResponseDestination => "upgrade",
        _ => "other",
    };

    private static IEnumerable<Measurement<int>> Measure(string upstream, UpstreamState current) =>
        Enum.GetValues<UpstreamState>().Select(state => new Measurement<int>(
            state == current ? 1 : 0, new("upstream", upstream), new("state", UpstreamHealth.NameOf(state))));

    private sealed class Refused
    {
        public static Refused Instance { get; } = new();
    }
}
