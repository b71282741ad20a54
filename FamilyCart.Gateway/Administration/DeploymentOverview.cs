using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Administration;

/// <summary>Puts together what holds now.</summary>
internal sealed class DeploymentOverview(
    GatewayConfiguration configuration, DeploymentDesk desk, PauseGate gate, SlotStatistics statistics, UpstreamHealth health,
    SlotRates rates, SlotVersions versions)
{
    public DeploymentAnswer Read() => Of(desk.State);

    public bool Has(Slot slot) => configuration.Slots.Any(upstream => upstream.Slot == slot);

    // All of one state, whatever requests see by now.
    public DeploymentAnswer Of(DeploymentState state) => Of(state, desk.SplitOf(state));

    private DeploymentAnswer Of(DeploymentState state, TrafficSplit split) => new(
        state.Revision,
        DeploymentSentence.Of(state, split),
        state.Current is { } current ? DeploymentWords.Of(current.Phase) : "idle",
        Upstream.NameOf(state.Active),
        [.. configuration.Slots.Select(upstream => Of(upstream, split))],
        state.Current is { } running ? Of(running) : null,
        state.Pause is { } pause ? new PauseAnswer(pause.By, pause.Since, pause.Until, gate.Waiting) : null,
        [.. state.Recent.Select(Of)]);

    private SlotAnswer Of(Upstream upstream, TrafficSplit split)
    {
        var slot = upstream.Slot!.Value;
        var percent = slot == split.Canary ? split.Percent : slot == split.Active ? 100 - split.Percent : 0;
        var sample = rates.Of(slot);
        return new SlotAnswer(
            upstream.SlotName,
            versions.Of(slot),
            UpstreamHealth.NameOf(health.Of(upstream).State),
            percent,
            sample.Answers / SlotRates.Interval.TotalSeconds,
            sample.FailureShare,
            sample.SlowestPercent.TotalMilliseconds,
            statistics.UnderWay(slot),
            statistics.Sockets(slot));
    }

    private static DeploymentEntry Of(Deployment deployment) => new(
        deployment.Id,
        Upstream.NameOf(deployment.Slot),
        Upstream.NameOf(deployment.Previous),
        DeploymentWords.Of(deployment.Mode),
        deployment.By,
        deployment.StartedAt,
        DeploymentWords.Of(deployment.Phase),
        deployment.PhaseSince,
        deployment.EndedAt,
        deployment.Reason);
}
