using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>The slot that answers users, and whether it can.</summary>
internal sealed class ActiveUpstream(GatewayConfiguration configuration, TrafficDirector director, UpstreamHealth health)
{
    /// <summary>Null when the gateway has no such slot behind it.</summary>
    public Upstream? Upstream => configuration.Slots.FirstOrDefault(upstream => upstream.Slot == director.Split.Active);

    /// <summary>Whether users are answered: the active slot has been probed and is well. An idle slot does not help them.</summary>
    public bool CanServe => Upstream is { } active && health.Of(active).State == UpstreamState.Healthy;

    /// <summary>Whether a slot is there and well.</summary>
    public bool IsWell(Slot slot) => configuration.Slots.FirstOrDefault(upstream => upstream.Slot == slot) is { } known && health.Of(known).State == UpstreamState.Healthy;
}
