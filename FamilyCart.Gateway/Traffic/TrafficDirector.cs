using FamilyCart.Gateway.Configuration;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Holds which slot gets whom. A change holds for every request that begins after it, and for all at the same moment.</summary>
internal sealed class TrafficDirector(GatewayConfiguration configuration)
{
    private TrafficSplit _split = TrafficSplit.All(configuration.ActiveSlot);

    public TrafficSplit Split
    {
        get => Volatile.Read(ref _split);
        set => Volatile.Write(ref _split, value);
    }
}
