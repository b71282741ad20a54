using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>The three addresses that an AppHost is given, on ports chosen for this run.</summary>
internal sealed record DashboardPorts(int Dashboard, int Otlp, int ResourceService)
{
    /// <summary>Name, as placeholders use it, and number of each.</summary>
    public IEnumerable<(string Name, int Port)> Named =>
        [("dashboard", Dashboard), ("otlp", Otlp), ("resource-service", ResourceService)];

    public static DashboardPorts Choose()
    {
        // All three are held at once, so that no two are the same.
        using var first = Listen();
        using var second = Listen();
        using var third = Listen();
        return new(PortOf(first), PortOf(second), PortOf(third));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
