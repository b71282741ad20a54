namespace FamilyCart.Gateway.Protection;

/// <summary>
/// What services keep for the operator and for Prometheus. The gateway's own are the admin listener's; those of a service
/// behind a prefix would come through with it, so they are closed there.
/// </summary>
internal static class OperatorPaths
{
    private static readonly PathString[] _prefixes = ["/api", "/runners", "/grafana"];
    private static readonly PathString[] _closed = ["/metrics", "/alive", "/health", "/admin"];

    // Grafana is administered on its own port, and tells its health and its insides there.
    private static readonly PathString[] _grafana = ["/grafana/healthz", "/grafana/debug", "/grafana/api/health", "/grafana/api/admin", "/grafana/api/frontend-metrics"];

    /// <summary>Of the API: letters with the tokens that are in them.</summary>
    private static readonly PathString _outbox = "/api/v1/outbox";

    /// <summary>Whether the decoded path is an operator's path of a service behind the gateway.</summary>
    public static bool Contains(PathString path)
    {
        if (path.StartsWithSegments(_outbox, StringComparison.OrdinalIgnoreCase) || Array.Exists(_grafana, closed => path.StartsWithSegments(closed, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        foreach (var prefix in _prefixes)
        {
            if (path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase, out var rest))
            {
                return Array.Exists(_closed, closed => rest.StartsWithSegments(closed, StringComparison.OrdinalIgnoreCase));
            }
        }

        return false;
    }
}
