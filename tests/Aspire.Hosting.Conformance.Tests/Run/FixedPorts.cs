using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>The ports that a case asks for by number.</summary>
internal static class FixedPorts
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until all are free: the orchestrator of the run before may still be closing its listeners.</summary>
    /// <exception cref="InvalidOperationException">One is still taken after a minute.</exception>
    public static async Task WaitUntilFreeAsync(JsonObject expected, TimeProvider time, CancellationToken cancellationToken)
    {
        var ports = (expected["orchestratorServices"]?.AsArray() ?? []).Select(service => service?["port"].Number()).OfType<int>().ToArray();
        var begun = time.GetTimestamp();
        while (ports.FirstOrDefault(port => !IsFree(port)) is var taken and not 0)
        {
            if (time.GetElapsedTime(begun) > _limit)
            {
                throw new InvalidOperationException($"Port {taken}, which this case asks for by number, is held by another program.");
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
