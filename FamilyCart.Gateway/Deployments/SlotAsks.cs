using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Asks a slot the same question over and over, so that there is something to compare where users ask little or other things.</summary>
internal sealed class SlotAsks(DeploymentSettings settings, SlotCalls calls, TimeProvider time)
{
    private const int MostUnderWay = 20;

    private readonly SlotStatistics _statistics = new();

    /// <summary>What was asked, apart from what users ask.</summary>
    public SlotTotals Totals(Slot slot) => _statistics.Totals(slot);

    /// <summary>Asks evenly, as often as a sample needs, whether the slot answers or not; what is not answered in time is a failure.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="cancellationToken">Ends it, and what is under way says nothing then.</param>
    public async Task AskAsync(Slot slot, CancellationToken cancellationToken)
    {
        // A fifth of the time is left for the last answers, and a tenth more is asked than has to be answered.
        var count = settings.SampleRequests + (settings.SampleRequests / 10) + 1;
        var pause = settings.SampleInterval * 0.8 / count;
        var begun = time.GetTimestamp();
        var asked = new List<Task>(count);
        for (var number = 0; number < count; number++)
        {
            var due = (number * pause) - time.GetElapsedTime(begun);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (_statistics.UnderWay(slot) < MostUnderWay)
            {
                asked.Add(AskOnceAsync(slot, cancellationToken));
            }
        }

        await Task.WhenAll(asked);
    }

    private async Task AskOnceAsync(Slot slot, CancellationToken cancellationToken)
    {
        (int? Status, TimeSpan? Latency) result = default;
        var begun = time.GetTimestamp();
        _statistics.Begin(slot);
        try
        {
            // It is answered with 2xx or it is not: this question has no other good answers.
            var status = await calls.GetAsync(slot, settings.SmokePath, cancellationToken) is { } known and >= 200 and < 300 ? known : StatusCodes.Status502BadGateway;
            result = (status, time.GetElapsedTime(begun));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
        finally
        {
            _statistics.Answered(slot, result.Status, result.Latency);
        }
    }
}
