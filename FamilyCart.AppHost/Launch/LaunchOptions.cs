namespace FamilyCart.AppHost.Launch;

/// <summary>What a run does besides running: section <c>Launch</c>.</summary>
internal sealed record LaunchOptions
{
    /// <summary>How long everything together may take to become healthy; given in whole seconds.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Push the slice's scenario through the gateway, then stop.</summary>
    public required bool Smoke { get; init; }

    /// <summary>Only say how backing services would run, <c>containers</c> or <c>processes</c>.</summary>
    public required bool ShowRuntime { get; init; }

    /// <summary>File for the table and the timings as JSON; null writes none.</summary>
    public required string? Json { get; init; }

    /// <summary>Folder for one log file a resource; null writes none.</summary>
    public required string? LogDirectory { get; init; }

    /// <summary>Show what every resource writes, a line at a time.</summary>
    public required bool Logs { get; init; }

    /// <summary>Show the hosting library's own messages as well.</summary>
    public required bool Verbose { get; init; }
}
