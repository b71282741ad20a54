using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Configuration;

/// <summary>Reads addresses of servers and listeners.</summary>
internal static class Addresses
{
    /// <summary>An absolute http or https address without user, path, query or fragment; null after noting a fault.</summary>
    public static Uri? ReadServer(SettingReader reader, string key, string? written, string example)
    {
        if (Uri.TryCreate(written, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { Host.Length: > 0, UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0 })
        {
            return address;
        }

        reader.AddFault(key, WithoutUser(written ?? ""), "an http or https address of scheme, host and port", example);
        return null;
    }

    /// <summary>The port (1-65535) of an address to listen on; null after noting a fault. Hosts * and + mean all.</summary>
    public static int? ReadListener(SettingReader reader, string key, string written, string example, string scheme = "http")
    {
        if (Parse(written) is { PathBase.Length: 0, IsUnixPipe: false, IsNamedPipe: false, Port: > 0 and < 65536 } address && address.Scheme == scheme)
        {
            return address.Port;
        }

        reader.AddFault(key, WithoutUser(written), $"an {scheme} address to listen on, with a port from 1 to 65535", example);
        return null;
    }

    /// <summary>The port of a listener's URL; null for what is none, which Kestrel refuses by itself.</summary>
    public static int? PortOf(string written) => Parse(written)?.Port;

    private static BindingAddress? Parse(string written)
    {
        try
        {
            return BindingAddress.Parse(written);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // An address may carry a password before its host, and faults are printed and logged.
    private static string WithoutUser(string written)
    {
        var at = written.LastIndexOf('@');
        return at < 0 ? written : $"…{written[at..]}";
    }
}
