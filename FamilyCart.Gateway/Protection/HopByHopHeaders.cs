namespace FamilyCart.Gateway.Protection;

/// <summary>
/// Headers meant for one connection (RFC 9110, 7.6.1). YARP drops the fixed ones; those that a message names itself in its
/// Connection header are dropped here.
/// </summary>
internal static class HopByHopHeaders
{
    /// <summary>Removes what the headers' own Connection field names, before the gateway adds headers of its own.</summary>
    public static void RemoveFrom(IHeaderDictionary headers)
    {
        if (headers.Connection.Count == 0)
        {
            return;
        }

        foreach (var name in NamedBy(headers.Connection!))
        {
            headers.Remove(name);
        }
    }

    /// <summary>The header names in values of a Connection field, without the options that YARP and Kestrel act on.</summary>
    public static IReadOnlyList<string> NamedBy(IEnumerable<string?> connection) =>
    [
        .. connection
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(name => !IsOption(name)),
    ];

    // A client must not be able to have the gateway forget who the host is or how long a body is.
    private static bool IsOption(string name) =>
        name.Equals("close", StringComparison.OrdinalIgnoreCase)
        || name.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || name.Equals("upgrade", StringComparison.OrdinalIgnoreCase)
        || name.Equals("host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("content-length", StringComparison.OrdinalIgnoreCase)
        || name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase);
}
