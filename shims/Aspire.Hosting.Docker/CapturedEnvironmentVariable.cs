namespace Aspire.Hosting.Docker;

/// <summary>A value that a compose file takes from its environment.</summary>
public sealed class CapturedEnvironmentVariable
{
    public required string Name { get; init; }

    /// <summary>The comment above it.</summary>
    public string? Description { get; set; }

    /// <summary>The value, where its source has none.</summary>
    public string? DefaultValue { get; set; }

    /// <summary>Where the value comes from: a parameter, or nothing that is known before it is deployed.</summary>
    public object? Source { get; set; }
}
