using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace FamilyCart.Gateway.Upstreams;

/// <summary>
/// Offers the destinations that <see cref="UpstreamProber"/> did not find ill; those never probed are among them. YARP's own
/// policy of that kind only looks at the health when YARP probes too.
/// </summary>
internal sealed class ProbedDestinationsPolicy : IAvailableDestinationsPolicy
{
    public const string PolicyName = "Probed";

    public string Name => PolicyName;

    // The name is spelled as YARP spells it.
    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations) =>
        [.. allDestinations.Where(destination => destination.Health.Active != DestinationHealth.Unhealthy)];
}
