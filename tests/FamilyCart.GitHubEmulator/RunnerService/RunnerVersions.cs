namespace FamilyCart.GitHubEmulator.RunnerService;

/// <summary>Which listeners GitHub still takes.</summary>
internal sealed class RunnerVersions
{
    /// <summary>The oldest good version; null for all.</summary>
    public Version? Minimum { get; set; }

    /// <summary>The one that GitHub offers.</summary>
    public Version Newest { get; set; } = new(2, 335, 0);

    /// <summary>Whether schedules are told, as they are to enterprises alone.</summary>
    public bool TellsSchedules { get; set; } = true;

    public bool IsDeprecated(string? version) => Minimum is { } minimum && (!Version.TryParse(version, out var known) || known < minimum);
}
