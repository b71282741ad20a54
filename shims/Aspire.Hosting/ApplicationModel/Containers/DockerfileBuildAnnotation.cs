namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image is built from a Dockerfile.</summary>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>Full path of the folder that the build sees.</summary>
    public string ContextPath { get; } = contextPath;

    public string DockerfilePath { get; } = dockerfilePath;

    public string? Stage { get; } = stage;

    public Dictionary<string, object?> BuildArguments { get; } = [];

    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Makes the Dockerfile's text, which then counts instead of the file.</summary>
    public Func<DockerfileFactoryContext, Task<string>>? DockerfileFactory { get; init; }

    /// <returns>The Dockerfile; one that is made is written into the folder, named after the resource.</returns>
    internal async Task<string> PublishAsync(IResource resource, string folder, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (DockerfileFactory is null)
        {
            return DockerfilePath;
        }

        var context = new DockerfileFactoryContext { Services = services, Resource = resource, CancellationToken = cancellationToken };
        var path = Path.Combine(folder, $"{resource.Name}.Dockerfile");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(path, await DockerfileFactory(context).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return path;
    }
}

public sealed class DockerfileFactoryContext
{
    public required IServiceProvider Services { get; init; }

    public required IResource Resource { get; init; }

    public CancellationToken CancellationToken { get; init; }
}
