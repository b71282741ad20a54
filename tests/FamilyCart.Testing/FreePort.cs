using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FamilyCart.Testing;

/// <summary>Finds TCP ports on loopback that nothing listens on.</summary>
public static class FreePort
{
    private static readonly ConcurrentDictionary<int, bool> _given = new();

    /// <summary>
    /// Returns a port (1024-65535) that was free a moment ago and that this process has not been given before.
    /// Another process may still take it first: whoever binds it should try again with the next one.
    /// </summary>
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (_given.TryAdd(port, true))
            {
                return port;
            }
        }
    }
}
