using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Which slot gets whom, at one moment.</summary>
/// <param name="Active">The slot of all but the canary's share.</param>
/// <param name="Canary">The slot that is tried out; null for none.</param>
/// <param name="Percent">Its share of the clients, 0 to 100.</param>
/// <param name="Seed">What makes another deployment choose other clients.</param>
internal sealed record TrafficSplit(Slot Active, Slot? Canary, int Percent, ulong Seed)
{
    /// <summary>One slot gets all.</summary>
    public static TrafficSplit All(Slot slot) => new(slot, null, 0, 0);

    /// <summary>The slot for a client.</summary>
    /// <param name="client">A hash of what the client is known by; the same client keeps its slot while the share grows.</param>
    public Slot For(ulong client) => Canary is { } canary && StickyHash.Mix(client ^ Seed) % 100 < (ulong)Percent ? canary : Active;
}
