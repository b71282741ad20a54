namespace Aspire.Hosting;

/// <summary>A project that the AppHost refers to; the SDK makes one class for each.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Whether the build of the AppHost has built it.</summary>
    bool SuppressBuild => false;
}

internal sealed record ProjectPathMetadata(string ProjectPath) : IProjectMetadata;

public class ProjectResourceOptions
{
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}

/// <summary>A resource whose endpoints others find by its name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
