using System.Collections.Immutable;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>How deployments go, of section <c>Gateway:Deployments</c>.</summary>
internal sealed record DeploymentSettings
{
    public const string Section = "Gateway:Deployments";

    /// <summary>StateFile, an absolute path whose folder is made. Null: the state is kept in memory, and a restart begins with Gateway:ActiveSlot.</summary>
    public string? StateFile { get; init; }

    /// <summary>What the gateway begins with: the state of the file, or the configured active slot.</summary>
    public DeploymentState Initial { get; init; } = new(0, Slot.Blue);

    /// <summary>Probe:Count of good answers in a row that prove a slot.</summary>
    public int ProbeCount { get; init; } = 3;

    /// <summary>Probe:Interval between two of them.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Probe:Deadline: a slot that is not proven by then is given up.</summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>SmokePath, which has to answer 2xx to the gateway's token: a question that takes the database.</summary>
    public string SmokePath { get; init; } = "/admin/smoke";

    /// <summary>Canary:Shares of the clients, in percent, growing.</summary>
    public ImmutableArray<int> Shares { get; init; } = [1, 10, 50];

    /// <summary>Canary:StepTime, the least time that a share lasts.</summary>
    public TimeSpan StepTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Canary:StepDeadline: a share that is not proven by then is rolled back.</summary>
    public TimeSpan StepDeadline { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Canary:SampleInterval, between two comparisons of the slots.</summary>
    public TimeSpan SampleInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Canary:SampleRequests: with fewer answers of either slot a comparison says nothing.</summary>
    public int SampleRequests { get; init; } = 50;

    /// <summary>Canary:IgnoredLatency: a p99 up to it is never too slow, whatever the old slot's is.</summary>
    public TimeSpan IgnoredLatency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>WarmTime: for how long the old slot is kept ready after the new one got all.</summary>
    public TimeSpan WarmTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Drain:Spread: over which time sockets are asked to connect again.</summary>
    public TimeSpan DrainSpread { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Drain:Limit: sockets that are open then are cut.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Drain:RequestLimit: requests that are not answered then are cut. Longer than Upstream:ActivityTimeout, so that nobody is cut who is being answered.</summary>
    public TimeSpan DrainRequestLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>PauseLimit, the longest that requests are held.</summary>
    public TimeSpan PauseLimit { get; init; } = TimeSpan.FromSeconds(30);
}
