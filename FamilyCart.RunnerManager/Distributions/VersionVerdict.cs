using System.Globalization;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>How GitHub stands to this host's version of the runner.</summary>
/// <param name="Version">This host's.</param>
/// <param name="Standing">What GitHub says of it.</param>
/// <param name="Newest">The release that GitHub offers; null where it is not known.</param>
/// <param name="EndsAt">Until when it is taken; null where GitHub plans nothing, or does not tell.</param>
internal sealed record VersionVerdict(Version Version, VersionStanding Standing, Version? Newest, DateTimeOffset? EndsAt)
{
    /// <summary>Whether it is that of the image of containers.</summary>
    public bool IsOfImage { get; init; }

    /// <summary>What is wrong with it, with the remedy; null when nothing is.</summary>
    public string? Sentence => Standing switch
    {
        VersionStanding.Deprecated => $"GitHub takes version {Version} of the runner no longer: {Remedy}.",
        VersionStanding.Ending => $"GitHub takes version {Version} of the runner until {EndsAt!.Value.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}: {Remedy}.",
        VersionStanding.Outdated => $"There is a newer version of the runner than {Version}, and GitHub takes an older one for 30 days: {Remedy}.",
        _ => null,
    };

    private string Remedy => IsOfImage
        ? $"pull an image with {Newest?.ToString() ?? "a newer one"}, and name it as Runner:Container:Image"
        : $"put {Newest?.ToString() ?? "a newer one"} where Runner:Distribution is";

    /// <param name="version">This host's.</param>
    /// <param name="schedule">Null where GitHub tells none: it does to enterprises alone.</param>
    /// <param name="newest">Null where it is not known.</param>
    /// <param name="now">The present.</param>
    public static VersionVerdict Of(Version version, RunnerSchedule? schedule, Version? newest, DateTimeOffset now)
    {
        var standing = schedule?.EndsAt is { } end ? end <= now ? VersionStanding.Deprecated : VersionStanding.Ending
            : newest > version ? VersionStanding.Outdated
            : schedule is null && newest is null ? VersionStanding.Unknown
            : VersionStanding.Current;
        return new VersionVerdict(version, standing, newest, schedule?.EndsAt);
    }
}
