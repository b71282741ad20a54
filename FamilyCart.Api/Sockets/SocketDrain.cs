using System.Security.Cryptography;
using System.Threading.Channels;

namespace FamilyCart.Api.Sockets;

/// <summary>
/// Sends this instance's sockets away for a deployment, spread over a time and in no order, so that they do not all connect again at
/// once. A client that comes back names the last change it knows and misses none.
/// </summary>
internal sealed class SocketDrain(SocketHub hub, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<TimeSpan> _asked = Channel.CreateBounded<TimeSpan>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Begins; while sockets are being sent away, asking again changes nothing.</summary>
    /// <param name="spread">Over which time.</param>
    /// <returns>How many sockets there are.</returns>
    internal int Begin(TimeSpan spread)
    {
        _asked.Writer.TryWrite(spread);
        return hub.All().Length;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _asked.Reader.WaitToReadAsync(stoppingToken))
            {
                // Taken when it is done: until then there is no room for another.
                _asked.Reader.TryPeek(out var spread);
                await SendAwayAsync(spread, stoppingToken);
                _asked.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The instance stops, and tells its sockets so by itself.
        }
    }

    private async Task SendAwayAsync(TimeSpan spread, CancellationToken cancellationToken)
    {
        var sockets = hub.All();
        RandomNumberGenerator.Shuffle(sockets.AsSpan());
        var begun = time.GetTimestamp();
        for (var ended = 0; ended < sockets.Length;)
        {
            var share = spread > TimeSpan.Zero ? Math.Min(1, time.GetElapsedTime(begun) / spread) : 1;
            for (var due = Math.Min(sockets.Length, 1 + (int)(sockets.Length * share)); ended < due; ended++)
            {
                sockets[ended].End(SocketEnd.Moved);
            }

            if (ended < sockets.Length)
            {
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }
}
