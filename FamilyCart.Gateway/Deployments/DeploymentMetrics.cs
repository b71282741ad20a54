using System.Diagnostics.Metrics;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Telemetry;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>The state machine and who gets what, for the dashboards: of the meter FamilyCart.Gateway.</summary>
internal sealed class DeploymentMetrics : IDisposable
{
    private const string Idle = "idle";
    private const string UnknownVersion = "unknown";

    private readonly Meter _meter;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _cut;
    private string _phase = Idle;

    public DeploymentMetrics(IMeterFactory meters, GatewayConfiguration configuration, TrafficDirector director, PauseGate gate, SlotStatistics statistics, SlotVersions versions)
    {
        _meter = meters.Create(GatewayMetrics.MeterName);
        _ended = _meter.CreateCounter<long>("familycart.gateway.deployments", "{deployment}", "Deployments that are over, by outcome: completed, rolled_back by the gateway itself, or taken_back by somebody.");
        _cut = _meter.CreateCounter<long>("familycart.gateway.drain.cut", "{connection}", "What a slot that left had not ended in time, by kind: request or socket.");
        _meter.CreateObservableGauge("familycart.gateway.deployment.phase", Phases, "{phase}", "1 for the phase that the gateway is in.");
        _meter.CreateObservableGauge(
            "familycart.gateway.slot.share", () => OfSlots(configuration, slot => Share(director.Split, slot)), "%", "The slot's share of the clients, 0 to 100.");
        _meter.CreateObservableGauge(
            "familycart.gateway.slot.info",
            () => configuration.Slots.Select(upstream => Info(upstream, director.Split.Active, versions)),
            "{slot}",
            "1 for each slot; its labels tell the version that it says it is, and whether it answers users.");
        _meter.CreateObservableGauge("familycart.gateway.sockets", () => OfSlots(configuration, statistics.Sockets), "{socket}", "Sockets that are open to the slot.");
        _meter.CreateObservableGauge("familycart.gateway.requests.held", () => gate.Waiting, "{request}", "Requests that wait for a pause to end.");
    }

    /// <summary>Tells of a state.</summary>
    public void Follow(DeploymentState state) => _phase = state.Current is { } current ? DeploymentWords.Of(current.Phase) : Idle;

    /// <summary>Counts a deployment that is over.</summary>
    public void Ended(Deployment deployment) =>
        _ended.Add(1, new KeyValuePair<string, object?>("outcome", deployment switch
        {
            { Phase: not DeploymentPhase.RolledBack } => "completed",
            { TakenBackBy: null } => "rolled_back",
            _ => "taken_back",
        }));

    /// <summary>Counts what was cut at the end of a drain.</summary>
    /// <param name="kind">request or socket.</param>
    /// <param name="count">How many.</param>
    public void Cut(string kind, int count) => _cut.Add(count, new KeyValuePair<string, object?>("kind", kind));

    public void Dispose() => _meter.Dispose();

    private static int Share(TrafficSplit split, Slot slot) => slot == split.Canary ? split.Percent : slot == split.Active ? 100 - split.Percent : 0;

    private static Measurement<int> Info(Upstream upstream, Slot active, SlotVersions versions) => new(
        1,
        new("slot", upstream.SlotName),
        new("version", versions.Of(upstream.Slot!.Value) ?? UnknownVersion),
        new("active", upstream.Slot == active ? "true" : "false"));

    private static IEnumerable<Measurement<int>> OfSlots(GatewayConfiguration configuration, Func<Slot, int> value) =>
        configuration.Slots.Select(upstream => new Measurement<int>(value(upstream.Slot!.Value), new KeyValuePair<string, object?>("slot", upstream.SlotName)));

    private IEnumerable<Measurement<int>> Phases() => Enum.GetValues<DeploymentPhase>().Select(DeploymentWords.Of).Prepend(Idle)
        .Select(phase => new Measurement<int>(phase == _phase ? 1 : 0, new KeyValuePair<string, object?>("phase", phase)));
}
