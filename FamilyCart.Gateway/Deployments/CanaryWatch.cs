using FamilyCart.Gateway.Analysis;
using FamilyCart.Gateway.Traffic;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Compares the slots of one deployment, sample by sample.</summary>
internal sealed class CanaryWatch(DeploymentSettings settings, SlotStatistics statistics, SlotAsks asks, TimeProvider time)
{
    private readonly Queue<Verdict> _verdicts = new();

    /// <summary>The last verdicts, the newest last.</summary>
    public IReadOnlyCollection<Verdict> Verdicts => _verdicts;

    /// <summary>The newest sample of users and of the gateway's own questions; null before the first.</summary>
    public (SlotPair Users, SlotPair Asked)? Last { get; private set; }

    /// <summary>Forgets the verdicts: those of another share say nothing of this one.</summary>
    public void Restart() => _verdicts.Clear();

    /// <summary>Takes one sample, which lasts the sample interval, and a call's patience more where a slot does not answer.</summary>
    public async Task SampleAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var users = (Candidate: statistics.Totals(deployment.Slot), Baseline: statistics.Totals(deployment.Previous));
        var asked = (Candidate: asks.Totals(deployment.Slot), Baseline: asks.Totals(deployment.Previous));
        await Task.WhenAll(
            asks.AskAsync(deployment.Slot, cancellationToken),
            asks.AskAsync(deployment.Previous, cancellationToken),
            Task.Delay(settings.SampleInterval, time, cancellationToken));

        Last = (
            new SlotPair(statistics.Totals(deployment.Slot).Since(users.Candidate), statistics.Totals(deployment.Previous).Since(users.Baseline)),
            new SlotPair(asks.Totals(deployment.Slot).Since(asked.Candidate), asks.Totals(deployment.Previous).Since(asked.Baseline)));
        _verdicts.Enqueue(SlotAnalysis.Judge(Last.Value.Users, Last.Value.Asked, settings.SampleRequests, settings.IgnoredLatency));
        while (_verdicts.Count > SlotAnalysis.Window)
        {
            _verdicts.Dequeue();
        }
    }
}
