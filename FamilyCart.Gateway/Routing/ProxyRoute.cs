using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Routing;

/// <summary>What is forwarded from the public door.</summary>
/// <param name="Name">As metrics write it.</param>
/// <param name="Pattern">Of the paths.</param>
/// <param name="Upstream">Where it goes; of the API, the slot that is active at first.</param>
internal sealed record ProxyRoute(string Name, string Pattern, Upstream Upstream)
{
    public const string Api = "api";
    public const string Runners = "runners";
    public const string RunnersPrefix = "/runners";
    public const string Grafana = "grafana";
    public const string GrafanaPrefix = "/grafana";
    public const string Frontend = "frontend";

    /// <summary>After all routes of somebody, and before the page.</summary>
    public const int LastOrder = 1;

    /// <summary>Of the endpoint, which counts before its path.</summary>
    public int Order { get; init; }

    /// <summary>What the upstream does not see of the path, and is told of in X-Forwarded-Prefix; null for nothing.</summary>
    public string? HiddenPrefix { get; init; }

    /// <summary>The path that is sent to itself with a slash, so that the relative links of its page stay below it; null for none.</summary>
    public string? PagePrefix { get; init; }

    /// <summary>Whether the upstream sees the host that the client asked for, with which both that want it compare the page's origin.</summary>
    public bool KeepsHost { get; init; }

    /// <summary>All that are there.</summary>
    public static IReadOnlyList<ProxyRoute> All(GatewayConfiguration configuration)
    {
        var routes = new List<ProxyRoute>();
        if (configuration.Active is { } active)
        {
            routes.Add(new ProxyRoute(Api, "/api/{**rest}", active));
        }

        if (configuration.RunnerManager is { } manager)
        {
            routes.Add(new ProxyRoute(Runners, $"{RunnersPrefix}/{{**rest}}", manager) { HiddenPrefix = RunnersPrefix, PagePrefix = RunnersPrefix });
        }

        if (configuration.Grafana is { } grafana)
        {
            routes.Add(new ProxyRoute(Grafana, $"{GrafanaPrefix}/{{**rest}}", grafana) { PagePrefix = GrafanaPrefix, KeepsHost = true });
        }

        if (configuration.Frontend is { } frontend)
        {
            routes.Add(new ProxyRoute(Frontend, "/{**rest}", frontend) { Order = LastOrder, KeepsHost = true });
        }

        return routes;
    }
}
