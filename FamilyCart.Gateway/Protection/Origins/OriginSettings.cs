using System.Collections.Immutable;
using System.Net;
using FamilyCart.Gateway.Configuration;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Protection.Origins;

/// <summary>Who may ask for whom, of section <c>Gateway</c>.</summary>
internal sealed record OriginSettings
{
    public const string Section = GatewayConfiguration.Section;

    private const string HostExample = "uat.example.org,*.familycart.example";
    private const string OriginExample = "https://app.example.org,http://localhost:3000";
    private const string ProxyExample = "10.0.0.1,fd00::/8";

    /// <summary>Hosts that this gateway is, separated by commas; *.example.org for all below. Empty: any host.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>Cors:Origins, of other pages that may use the API from a browser.</summary>
    public ImmutableArray<string> Origins { get; init; } = [];

    /// <summary>KnownProxies, addresses or networks whose X-Forwarded headers are believed.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Reads them; every fault is noted.</summary>
    /// <param name="reader">Takes the faults.</param>
    /// <param name="mustNameHosts">Whether the hosts have to be told, or any will do.</param>
    public static OriginSettings Read(SettingReader reader, bool mustNameHosts) => new()
    {
        Hosts = ReadHosts(reader, mustNameHosts),
        Origins = ReadList(reader, "Cors:Origins", Origin, "origins of scheme, host and port", OriginExample),
        Proxies = [.. ReadList(reader, "KnownProxies", Network, "addresses or networks of some part of all addresses", ProxyExample).Select(network => network!.Value)],
    };

    // Who can choose the host can have links made that lead elsewhere, and pages kept for others.
    private static ImmutableArray<string> ReadHosts(SettingReader reader, bool mustNameHosts)
    {
        if (!reader.Flag("AnyHost", false) && mustNameHosts && reader.Text("Hosts") is null)
        {
            reader.AddFault("Hosts", "is missing", $"name the hosts that users reach this gateway by, such as {HostExample}, or set {Section}:AnyHost=true where any may do");
        }

        return ReadList(reader, "Hosts", HostName, "host names without a port", HostExample);
    }

    private static ImmutableArray<T> ReadList<T>(SettingReader reader, string key, Func<string, T?> read, string expected, string example)
    {
        if (reader.Text(key) is not { } text)
        {
            return [];
        }

        var values = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(read).ToList();
        if (values.Count == 0 || values.Any(value => value is null))
        {
            reader.AddFault(key, text, $"a list of {expected}, separated by commas", example);
            return [];
        }

        return [.. values.Select(value => value!)];
    }

    private static string? HostName(string written) =>
        Uri.CheckHostName(written.StartsWith("*.", StringComparison.Ordinal) ? written[2..] : written) switch
        {
            UriHostNameType.Dns or UriHostNameType.IPv4 => written,
            UriHostNameType.IPv6 => written.StartsWith('[') ? written : $"[{written}]",
            _ => null,
        };

    // As browsers write it: no path, no default port, small letters.
    private static string? Origin(string written) =>
        Uri.TryCreate(written, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttp || origin.Scheme == Uri.UriSchemeHttps)
        && origin is { UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0 }
            ? origin.GetLeftPart(UriPartial.Authority)
            : null;

    // 0.0.0.0/0 would believe everybody.
    private static IPNetwork? Network(string written) =>
        IPAddress.TryParse(written, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(written, out var network) && network.PrefixLength > 0 ? network
        : null;
}
