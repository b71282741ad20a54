using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>Port offsets at which a whole topology finds its ports free.</summary>
internal static class PortBlock
{
    private const int Lowest = 11000;

    // Above it the last port, 18890, would lie where the system takes ports for connections from (32768 and up), and one may be taken at any time.
    private const int Highest = 13800;

    // The AppHost's own tests run at it, maybe at the same time.
    private const int AppHostTests = 12000;

    // Those of the table in README.md that a run without containers binds.
    private static readonly int[] s_ports = [5433, 6380, 8001, 8002, 8080, 8443, 9080, 9090, 9093, 9100, 9101, 9102, 9103, 9104, 9121, 9187, 18888, 18889, 18890];

    /// <summary>An offset of 11000 to 13800 that takes no port of a topology without one, nor of one that the AppHost's tests start.</summary>
    public static int FindOffset()
    {
        while (true)
        {
            var offset = RandomNumberGenerator.GetInt32(Lowest, Highest);
            if (!s_ports.Any(port => s_ports.Contains(port + offset) || s_ports.Contains(port + offset - AppHostTests)) && Taken(offset).Count == 0)
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
