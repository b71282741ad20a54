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

    /// <summary>Grafana:Address, served below /grafana/ as Grafana's serve_from_sub_path wants it. Absent: /grafana is the page.</summary>
    public Upstream? Grafana { get; init; }

    /// <summary>Frontend:Address, of what is not somebody else's, and Frontend:HealthPath. Absent: the page.</summary>
    public Upstream? Frontend { get; init; }

    /// <summary>Admin:Url, the listener of /metrics, /alive and the detailed /health. Kept on loopback or an inner network.</summary>
    public string AdminUrl { get; init; } = "http://localhost:9080";

    /// <summary>TCP port of <see cref="AdminUrl"/>: what tells the admin door from the public one.</summary>
    public int AdminPort { get; init; } = 9080;

    /// <summary>SlotToken, by which the slots know the gateway. Null: they are not asked to drain their sockets.</summary>
    public string? SlotToken { get; init; }

    /// <summary>Probe:Interval, between two probes of an upstream's /health.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Probe:Timeout, for one probe.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Probe:Failures in a row that make an upstream unhealthy.</summary>
    public int ProbeFailures { get; init; } = 2;

    /// <summary>Upstream:ConnectTimeout.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Upstream:CutoffFailures: so many requests in a row that get no answer make an upstream ill without a probe.</summary>
    public int CutoffFailures { get; init; } = 5;

    /// <summary>
    /// Upstream:ActivityTimeout, the longest silence of a request or a WebSocket. More than three of the keep-alives that the
    /// services send on their sockets every 30 s at most.
    /// </summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Limits:RequestBodyBytes.</summary>
    public long RequestBodyBytes { get; init; } = 10 * 1024 * 1024;

    public Upstream? Active => Slots.FirstOrDefault(upstream => upstream.Slot == ActiveSlot);

    public IEnumerable<Upstream> Upstreams => Slots.Concat(new[] { RunnerManager, Grafana, Frontend }.OfType<Upstream>());
}
