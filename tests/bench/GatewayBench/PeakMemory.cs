using Bench;
using GatewayBench.Proxies;

namespace GatewayBench;

/// <summary>The most private resident memory that the gateway had in any part: looked at four times a second.</summary>
internal sealed class PeakMemory(Figures figures)
{
    private const double Megabyte = 1e6;

    // The last part: without it the figure would be of something else.
    private const string Dearest = "sockets";

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    private double _most;

    /// <summary>Watches until the work is done.</summary>
    internal async Task WatchAsync(string part, Proxy gateway, Task work, CancellationToken cancellationToken)
    {
        var most = 0.0;
        while (!work.IsCompleted)
        {
            most = Math.Max(most, gateway.Memory() / Megabyte);
            await Task.WhenAny(work, Task.Delay(_pause, cancellationToken));
        }

        await work;
        Figures.Note($"{part}: at most {most:0.0} MB of memory in the gateway");
        _most = Math.Max(_most, most);
        if (part == Dearest)
        {
            figures.Set("gateway.memory", _most);
        }
    }
}
