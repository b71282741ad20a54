namespace FamilyCart.AppHost.Launch;

/// <summary>What a run does besides running: section <c>Launch</c>.</summary>
internal sealed record LaunchOptions
{
    /// <summary>How long everything together may take to become healthy; given in whole seconds.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Push the slice's scenario through the gateway, then stop.</summary>
    public required bool Smoke { get; init; }

    /// <summary>The public address of a topology that runs elsewhere: the smoke scenario is pushed through it, and nothing is started.</summary>
    public Uri? SmokeAt { get; init; }

    /// <summary>Where that topology's letters are read: a slot of its API.</summary>
    public Uri? SmokeOutbox { get; init; }

    /// <summary>The only certificate that is taken there, as a PEM file; null: what the system trusts.</summary>
    public string? SmokeCertificate { get; init; }

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
