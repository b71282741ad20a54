using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>Port offsets at which a whole topology finds its ports free.</summary>
internal static class PortBlock
{
    private const int Lowest = 20000;

    // Above it the servers' ports would lie where the system takes ports for connections from, and one may be taken at any time.
    private const int Highest = 23000;

    // Those of the table in README.md that a run without containers binds.
    private static readonly int[] s_ports = [5433, 6380, 8001, 8002, 8080, 8443, 9080, 9090, 9093, 9100, 9101, 9103, 9121, 9187, 18888, 18889, 18890];

    /// <summary>An offset of 20000 to 23000.</summary>
    public static int FindOffset()
    {
        while (true)
        {
            var offset = RandomNumberGenerator.GetInt32(Lowest, Highest);
            if (Taken(offset).Count == 0)
            {
                return offset;
            }
        }
    }

    /// <summary>The topology's ports at this offset that somebody holds.</summary>
    public static IReadOnlyList<int> Taken(int offset) => [.. s_ports.Select(port => port + offset).Where(IsTaken)];

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
