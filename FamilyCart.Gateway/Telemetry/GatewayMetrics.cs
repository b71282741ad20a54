using System.Diagnostics.Metrics;
using System.Globalization;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using FamilyCart.Gateway.Upstreams;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace FamilyCart.Gateway.Telemetry;

/// <summary>The meter FamilyCart.Gateway: requests, faults of upstreams, their health, the active slot.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    public const string MeterName = "FamilyCart.Gateway";

    private static readonly object _refusedKey = new();

    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _upstreamErrors;

    public GatewayMetrics(IMeterFactory meters, GatewayConfiguration configuration, UpstreamHealth health)
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
                upstream.Slot == configuration.ActiveSlot ? 1 : 0, new KeyValuePair<string, object?>("slot", upstream.SlotName))),
            "{slot}",
            "1 for the slot that answers users.");
    }

    public void Dispose() => _meter.Dispose();

    public static void MarkRefused(HttpContext context) => context.Items[_refusedKey] = true;

    /// <summary>Counts a request that the public door has answered with the status.</summary>
    public void Answered(HttpContext context, int status)
    {
        var proxied = context.Features.Get<IReverseProxyFeature>();
        var route = context.Items.ContainsKey(_refusedKey)
            ? "refused"
            : context.GetEndpoint()?.Metadata.GetMetadata<PublicDoor>()?.Route ?? "none";
        _requests.Add(
            1,
            new("route", route),
            new("slot", SlotOf(proxied)),
            new("status", string.Create(CultureInfo.InvariantCulture, $"{status / 100}xx")));
    }

    /// <summary>Counts a request that an upstream failed.</summary>
    public void UpstreamFailed(IReverseProxyFeature? proxied, ForwarderError error) =>
        _upstreamErrors.Add(
            1, new("upstream", proxied?.Cluster.Config.ClusterId ?? "none"), new("slot", SlotOf(proxied)), new("error", NameOf(error)));

    private static string SlotOf(IReverseProxyFeature? proxied) =>
        proxied?.Cluster.Config.Metadata?.GetValueOrDefault(Routing.ProxyRoutes.SlotMetadata) ?? "none";

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
}
