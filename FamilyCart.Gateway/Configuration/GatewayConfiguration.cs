using System.Collections.Immutable;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Configuration;

/// <summary>What the gateway was told to do, read and checked.</summary>
internal sealed record GatewayConfiguration
{
    public const string Section = "Gateway";

    /// <summary>Slots:{blue,green}:Address. Both colours, one, or none: then /api answers 404.</summary>
    public ImmutableArray<Upstream> Slots { get; init; } = [];

    /// <summary>ActiveSlot: the slot that answers users.</summary>
    public Slot ActiveSlot { get; init; } = Slot.Blue;

    /// <summary>RunnerManager:Address. Absent: /runners answers 404.</summary>
    public Upstream? RunnerManager { get; init; }

    /// <summary>Admin:Url, the listener of /metrics, /alive and the detailed /health. Kept on loopback or an inner network.</summary>
    public string AdminUrl { get; init; } = "http://localhost:9080";

    /// <summary>TCP port of <see cref="AdminUrl"/>: what tells the admin door from the public one.</summary>
    public int AdminPort { get; init; } = 9080;

    /// <summary>Probe:Interval, between two probes of an upstream's /health.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Probe:Timeout, for one probe.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Probe:Failures in a row that make an upstream unhealthy.</summary>
    public int ProbeFailures { get; init; } = 2;

    /// <summary>Upstream:ConnectTimeout.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Upstream:ActivityTimeout, the longest silence of a request or a WebSocket. More than three of the keep-alives that the
    /// services send on their sockets every 30 s at most.
    /// </summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Limits:RequestBodyBytes.</summary>
    public long RequestBodyBytes { get; init; } = 10 * 1024 * 1024;

    public Upstream? Active => Slots.FirstOrDefault(upstream => upstream.Slot == ActiveSlot);

    public IEnumerable<Upstream> Upstreams => RunnerManager is null ? Slots : Slots.Append(RunnerManager);
}
