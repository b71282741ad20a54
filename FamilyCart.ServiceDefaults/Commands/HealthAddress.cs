using System.Net;
using FamilyCart.ServiceDefaults.Health;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.ServiceDefaults.Commands;

// Where this very service answers /health, as seen from its own machine or container.
internal static class HealthAddress
{
    private const string DefaultPort = "5000";

    public static Uri? Find(IConfiguration configuration, HealthSettings settings, ManagementAddress management)
    {
        if (settings.Url is not null)
        {
            return settings.Url;
        }

        if (management.Host is { } host)
        {
            // The pattern says on which port; which address listens there is among those of the service.
            var pattern = Loopback($"http://{host}");
            return Listeners(configuration).FirstOrDefault(url => IsAnyHost(host) && url.Port == pattern?.Port) ?? pattern;
        }

        if (configuration["urls"] is { Length: > 0 })
        {
            return Listeners(configuration).FirstOrDefault();
        }

        var port = configuration["http_ports"]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return Loopback($"http://localhost:{port ?? DefaultPort}");
    }

    private static IEnumerable<Uri> Listeners(IConfiguration configuration) =>
        (configuration["urls"] ?? string.Empty)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Loopback)
            .OfType<Uri>();

    private static bool IsAnyHost(string host) => host.StartsWith('*') || host.StartsWith('+');

    // Null for what is not plain http: a certificate seldom names the loopback address.
    private static Uri? Loopback(string address)
    {
        // "*" and "+" are Kestrel's words for every address, and no URL.
        var text = address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp)
        {
            return null;
        }

        var isAny = IPAddress.TryParse(url.IdnHost, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return new UriBuilder(url) { Host = isAny ? "localhost" : url.Host, Path = HealthExtensions.HealthPath }.Uri;
    }
}
