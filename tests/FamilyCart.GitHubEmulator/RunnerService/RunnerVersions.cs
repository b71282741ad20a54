namespace FamilyCart.GitHubEmulator.RunnerService;

/// <summary>Which listeners GitHub still takes.</summary>
internal sealed class RunnerVersions
{
    /// <summary>The oldest good version; null for all.</summary>
    public Version? Minimum { get; set; }

    public bool IsDeprecated(string? version) => Minimum is { } minimum && (!Version.TryParse(version, out var known) || known < minimum);
}
