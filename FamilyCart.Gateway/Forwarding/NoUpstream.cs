using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Forwarding;

/// <summary>The fault of a request that was not sent, since its upstream is known to be ill.</summary>
internal sealed class NoUpstream : IForwarderErrorFeature
{
    public static NoUpstream Instance { get; } = new();

    public ForwarderError Error => ForwarderError.NoAvailableDestinations;

    public Exception? Exception => null;
}
