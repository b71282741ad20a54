using System.Collections.Concurrent;
using FamilyCart.Gateway.Configuration;

namespace FamilyCart.Gateway.Upstreams;

/// <summary>Notes what probes and requests find out about upstreams, one after the other.</summary>
internal sealed class UpstreamMarks(UpstreamHealth health, GatewayConfiguration configuration)
{
    private readonly Lock _marking = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _falls =
        new(configuration.Upstreams.Select(upstream => KeyValuePair.Create(upstream.Name, NewSignal())));

    /// <summary>What completes when <see cref="CutOff"/> makes the upstream ill the next time.</summary>
    public Task Fell(Upstream upstream) => _falls[upstream.Name].Task;

    /// <summary>Gives an upstream the status that a rule makes of the one before.</summary>
    /// <returns>The status when it is another state than before, else null.</returns>
    public UpstreamStatus? Mark(Upstream upstream, Func<UpstreamStatus, UpstreamStatus> rule)
    {
        lock (_marking)
        {
            var before = health.Of(upstream);
            var after = rule(before);
            health.Record(upstream, after);
            return after.State == before.State ? null : after;
        }
    }

    /// <summary>Makes an upstream ill whatever the probes found last, and has it probed at once.</summary>
    /// <returns>Whether it was not ill before.</returns>
    public bool CutOff(Upstream upstream)
    {
        var isFall = Mark(upstream, before => before.State == UpstreamState.Unhealthy ? before : new(UpstreamState.Unhealthy, before.Failures, ProbeFault.CutOff)) is not null;
        if (isFall)
        {
            var fall = _falls[upstream.Name];
            _falls[upstream.Name] = NewSignal();
            fall.TrySetResult();
        }

        return isFall;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
