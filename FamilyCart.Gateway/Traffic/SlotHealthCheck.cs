using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.Gateway.Traffic;

/// <summary>
/// The operator's view of the upstreams: unhealthy when users are not answered, degraded when only an idle slot or the
/// runner manager is ill.
/// </summary>
internal sealed class SlotHealthCheck(GatewayConfiguration configuration, UpstreamHealth health, ActiveUpstream active) : IHealthCheck
{
    public const string Name = "slots";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = configuration.Upstreams.ToDictionary(upstream => upstream.Name, upstream => health.Of(upstream));
        var data = states.ToDictionary(pair => pair.Key, object (pair) => UpstreamHealth.NameOf(pair.Value.State));
        var name = active.Upstream is { } slot ? slot.Name : "none";
        var ill = string.Join(", ", states.Where(pair => pair.Value.State != UpstreamState.Healthy).Select(Describe));
        return Task.FromResult(
            !active.CanServe ? HealthCheckResult.Unhealthy($"Active slot: {name}. Not healthy: {(ill.Length > 0 ? ill : "no slot")}.", data: data)
            : ill.Length > 0 ? HealthCheckResult.Degraded($"Active slot: {name}. Not healthy: {ill}.", data: data)
            : HealthCheckResult.Healthy($"Active slot: {name}.", data));
    }

    private static string Describe(KeyValuePair<string, UpstreamStatus> pair) =>
        pair.Value.State == UpstreamState.Unknown ? $"{pair.Key} (not probed yet)" : $"{pair.Key} ({pair.Value.LastFault})";
}
