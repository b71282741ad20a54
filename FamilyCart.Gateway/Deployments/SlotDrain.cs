using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>
/// Waits until a slot that gets no more requests has finished what it has. Sockets are asked to connect again and cut in the end; requests
/// have more time, since who is cut off does not know what became of theirs.
/// </summary>
internal sealed partial class SlotDrain(
    DeploymentSettings settings, SlotStatistics statistics, SocketRegister sockets, RequestCut requests, SlotCalls calls, DeploymentMetrics metrics, TimeProvider time, ILogger<SlotDrain> logger)
{
    private const int QuietLooks = 3;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when the slot has nothing left.</summary>
    /// <param name="slot">The slot that leaves.</param>
    /// <param name="begun">Since when; a restart of the gateway does not begin the time anew.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task DrainAsync(Slot slot, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        // A request that has been given its slot and has not gone there is seen by the next look.
        DateTimeOffset? asked = null;
        for (var quiet = 0; quiet < QuietLooks && HasTime(slot, time.GetUtcNow() - begun); quiet = IsQuiet(slot) ? quiet + 1 : 0)
        {
            if (time.GetUtcNow() - begun >= settings.DrainLimit)
            {
                CutSockets(slot);
            }
            else if (statistics.Sockets(slot) > 0 && (asked is null || time.GetUtcNow() - asked > settings.DrainSpread + _pause))
            {
                asked = time.GetUtcNow();
                await AskAsync(slot, cancellationToken);
            }

            await Task.Delay(_pause, time, cancellationToken);
        }

        CutSockets(slot);
        if (statistics.UnderWay(slot) is > 0 and var left)
        {
            await requests.CutAsync(slot);
            metrics.Cut("request", left);
            LogCutRequests(left, Upstream.NameOf(slot));
        }
    }

    private void CutSockets(Slot slot)
    {
        if (sockets.Cut(slot) is > 0 and var cut)
        {
            metrics.Cut("socket", cut);
            LogCut(cut, Upstream.NameOf(slot));
        }
    }

    private bool HasTime(Slot slot, TimeSpan lasted) =>
        lasted < settings.DrainLimit || (lasted < settings.DrainRequestLimit && statistics.UnderWay(slot) > 0);

    private bool IsQuiet(Slot slot) => statistics.Sockets(slot) + statistics.UnderWay(slot) == 0;

    private async Task AskAsync(Slot slot, CancellationToken cancellationToken)
    {
        if (await calls.DrainSocketsAsync(slot, settings.DrainSpread, cancellationToken) is not (>= 200 and < 300))
        {
            LogNotAsked(Upstream.NameOf(slot));
        }
    }

    [LoggerMessage(2030, LogLevel.Warning, "The slot {Slot} could not be told to have its sockets connect again; they are cut in the end.")]
    private partial void LogNotAsked(string slot);

    [LoggerMessage(2031, LogLevel.Warning, "{Count} sockets to the slot {Slot} were cut at the end of its time.")]
    private partial void LogCut(int count, string slot);

    [LoggerMessage(2074, LogLevel.Warning, "{Count} requests that the slot {Slot} had not answered were cut at the end of its time.")]
    private partial void LogCutRequests(int count, string slot);
}
