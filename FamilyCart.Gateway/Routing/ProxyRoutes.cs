using System.Net;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace FamilyCart.Gateway.Routing;

/// <summary>
/// YARP's routes and clusters. Each slot is a cluster of its own, so that a switch changes one route and never reuses a
/// destination that carries the health of another.
/// </summary>
internal static class ProxyRoutes
{
    public const string Api = "api";
    public const string Runners = "runners";
    public const string RunnersPrefix = "/runners";
    public const string SlotMetadata = "slot";

    public static IReadOnlyList<RouteConfig> Routes(GatewayConfiguration configuration)
    {
        var routes = new List<RouteConfig>();
        if (configuration.Active is { } active)
        {
            routes.Add(Route(Api, "/api/{**rest}", active));
        }

        if (configuration.RunnerManager is { } manager)
        {
            routes.Add(Route(Runners, $"{RunnersPrefix}/{{**rest}}", manager));
        }

        return routes;
    }

    public static IReadOnlyList<ClusterConfig> Clusters(GatewayConfiguration configuration) =>
        [.. configuration.Upstreams.Select(upstream => Cluster(upstream, configuration))];

    private static RouteConfig Route(string name, string path, Upstream upstream) =>
        new() { RouteId = name, ClusterId = upstream.Name, Match = new RouteMatch { Path = path } };

    private static ClusterConfig Cluster(Upstream upstream, GatewayConfiguration configuration) => new()
    {
        ClusterId = upstream.Name,
        Metadata = new Dictionary<string, string> { [SlotMetadata] = upstream.SlotName },
        HealthCheck = new HealthCheckConfig { AvailableDestinationsPolicy = ProbedDestinationsPolicy.PolicyName },
        HttpRequest = new ForwarderRequestConfig
        {
            ActivityTimeout = configuration.ActivityTimeout,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
        Destinations = new Dictionary<string, DestinationConfig>
        {
            [upstream.Name] = new() { Address = upstream.Address.AbsoluteUri },
        },
    };
}
