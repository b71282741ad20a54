using System.Collections.Concurrent;
using FamilyCart.Gateway.Configuration;

namespace FamilyCart.Gateway.Upstreams;

/// <summary>What the probes know about an upstream.</summary>
internal enum UpstreamState
{
    /// <summary>Not probed yet: it gets requests, and does not count as healthy.</summary>
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>Why a probe failed.</summary>
internal enum ProbeFault
{
    None,
    Unreachable,
    TimedOut,

    /// <summary>The upstream itself says that it cannot work.</summary>
    NotOk,

    /// <summary>It was no probe: requests in a row got no answer.</summary>
    CutOff,

    /// <summary>The gateway could not ask, for a reason that nobody foresaw.</summary>
    NotAsked,
}

/// <summary>The state of one upstream.</summary>
/// <param name="State">What it counts as.</param>
/// <param name="Failures">Failed probes since the last good one.</param>
/// <param name="LastFault">Why the last probe failed; None after a good one.</param>
internal sealed record UpstreamStatus(UpstreamState State, int Failures, ProbeFault LastFault)
{
    public static UpstreamStatus NeverProbed { get; } = new(UpstreamState.Unknown, 0, ProbeFault.None);

    /// <summary>
    /// The status after one more probe. One good probe heals, and the upstream's own word that it cannot work is taken at once;
    /// it takes some failures of other kinds in a row to fall ill.
    /// </summary>
    public UpstreamStatus After(ProbeFault fault, int failuresAllowed)
    {
        if (fault == ProbeFault.None)
        {
            return new UpstreamStatus(UpstreamState.Healthy, 0, ProbeFault.None);
        }

        var failures = Failures + 1;
        return new UpstreamStatus(fault == ProbeFault.NotOk || failures >= failuresAllowed ? UpstreamState.Unhealthy : State, failures, fault);
    }
}

/// <summary>The status of every upstream, as the gateway's own probes found it.</summary>
internal sealed class UpstreamHealth
{
    private readonly ConcurrentDictionary<string, UpstreamStatus> _statuses = new();

    public UpstreamHealth(GatewayConfiguration configuration)
    {
        foreach (var upstream in configuration.Upstreams)
        {
            _statuses[upstream.Name] = UpstreamStatus.NeverProbed;
        }
    }

    public IEnumerable<KeyValuePair<string, UpstreamStatus>> All => _statuses;

    public UpstreamStatus Of(Upstream upstream) => _statuses[upstream.Name];

    /// <summary>Notes the status, for everybody to see.</summary>
    public void Record(Upstream upstream, UpstreamStatus status) => _statuses[upstream.Name] = status;

    public static string NameOf(UpstreamState state) => state switch
    {
        UpstreamState.Healthy => "healthy",
        UpstreamState.Unhealthy => "unhealthy",
        _ => "unknown",
    };
}
