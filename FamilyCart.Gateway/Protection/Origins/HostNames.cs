using System.Collections.Immutable;

namespace FamilyCart.Gateway.Protection.Origins;

/// <summary>Compares hosts.</summary>
internal static class HostNames
{
    private const string AnyBelow = "*.";

    /// <summary>Whether a host is one of a list, in which *.example.org is every host below example.org.</summary>
    /// <param name="hosts">From <see cref="OriginSettings.Hosts"/>.</param>
    /// <param name="host">Without a port.</param>
    public static bool Contains(ImmutableArray<string> hosts, string host)
    {
        foreach (var one in hosts)
        {
            if (one.StartsWith(AnyBelow, StringComparison.Ordinal)
                ? host.Length > one.Length - 1 && host.EndsWith(one[1..], StringComparison.OrdinalIgnoreCase)
                : host.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a page of this origin is our own: of the host that it asks, or of one of the list.</summary>
    public static bool IsOwn(ImmutableArray<string> hosts, string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && ((page.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && (host.Port ?? DefaultPort(page)) == page.Port)
            || Contains(hosts, page.Host));

    private static int DefaultPort(Uri page) => page.Scheme == Uri.UriSchemeHttps ? 443 : 80;
}
