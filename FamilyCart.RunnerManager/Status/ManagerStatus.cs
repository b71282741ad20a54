using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers.Containers;

namespace FamilyCart.RunnerManager.Status;

/// <summary>What the manager can say about itself.</summary>
/// <param name="Version">Of the running manager.</param>
/// <param name="StartedAt">When its process started, UTC.</param>
/// <param name="Pools">Runner pools that are configured.</param>
/// <param name="Deliveries">Webhook deliveries that were stored.</param>
internal sealed record ManagerStatus(string Version, DateTimeOffset StartedAt, long Pools, DeliveryCounts Deliveries)
{
    /// <summary>Why this host does not hold its runners that are processes to their limits; null while it does.</summary>
    public string? LimitsObstacle { get; init; }

    /// <summary>This host's version of the runner; null where it has none, or does not know it.</summary>
    public DistributionStatus? Distribution { get; init; }

    /// <summary>The version of the runner in this host's image; null where there is none, or it is not known.</summary>
    public DistributionStatus? Image { get; init; }

    /// <summary>The container engine of this host, with why it does not hold containers to their limits; null where there are no containers.</summary>
    public EngineReport? Engine { get; init; }
}

/// <summary>What this host's runners are made of.</summary>
/// <param name="Version">Of <c>Runner:Distribution</c>, or of the runner in <c>Runner:Container:Image</c>.</param>
/// <param name="Standing">unknown, current, outdated, ending or deprecated, as GitHub said last.</param>
/// <param name="Newest">The release that GitHub offers; null where it is not known.</param>
/// <param name="EndsAt">Until when GitHub takes it; null where it plans nothing, or does not tell.</param>
/// <param name="Detail">What is wrong, and what to do about it; null when nothing is.</param>
internal sealed record DistributionStatus(string Version, string Standing, string? Newest, DateTimeOffset? EndsAt, string? Detail)
{
    public static DistributionStatus? Of(string? version, VersionVerdict? verdict) => version is null
        ? null
        : verdict is not null
            ? new(version, verdict.Standing.ToString().ToLowerInvariant(), verdict.Newest?.ToString(), verdict.EndsAt, verdict.Sentence)
            : new(version, VersionStanding.Unknown.ToString().ToLowerInvariant(), null, null, null);
}

/// <summary>Webhook deliveries in the database.</summary>
/// <param name="Stored">All of them.</param>
/// <param name="Unprocessed">Those that still wait to be acted on.</param>
/// <param name="LastReceivedAt">When the newest one arrived, UTC; null when there is none.</param>
internal sealed record DeliveryCounts(long Stored, long Unprocessed, DateTimeOffset? LastReceivedAt);
