using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>What each slot did lately, for those who watch: one sample after another of 5 s.</summary>
internal sealed class SlotRates(SlotStatistics statistics, TimeProvider time) : BackgroundService
{
    private readonly SlotSample[] _last = [SlotSample.None, SlotSample.None];

    /// <summary>How long a sample lasts.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The last whole sample of a slot.</summary>
    public SlotSample Of(Slot slot) => Volatile.Read(ref _last[(int)slot]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var slots = Enum.GetValues<Slot>();
        var totals = slots.Select(statistics.Totals).ToArray();
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var slot in slots)
                {
                    var now = statistics.Totals(slot);
                    Volatile.Write(ref _last[(int)slot], now.Since(totals[(int)slot]));
                    totals[(int)slot] = now;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }
}
