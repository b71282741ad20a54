namespace Aspire.Hosting.Orchestration;

internal sealed partial class ApplicationOrchestrator
{
    public async Task StartAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        if (_forced.TryGetValue(resourceId, out var forced))
        {
            forced.TrySetResult();
            return;
        }

        var instance = Instance(resource, resourceId);
        await executor.DeleteAsync(resource, instance, cancellationToken).ConfigureAwait(false);
        await StartAsync(resource, [instance], cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
        => executor.StopAsync(resource, Instance(resource, resourceId), cancellationToken);

    public async Task RestartAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        await StopAsync(resource, resourceId, cancellationToken).ConfigureAwait(false);
        await StartAsync(resource, resourceId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the project, builds it, and starts it again.</summary>
    /// <exception cref="DistributedApplicationException">The build failed; the project stays stopped.</exception>
    public async Task RebuildAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        await StopAsync(resource, resourceId, cancellationToken).ConfigureAwait(false);
        var project = (ProjectResource)resource;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "build", project.Metadata.ProjectPath, "--configuration", SpecificationWriter.ConfigurationOf(project), "--nologo", "--verbosity", "quiet" },
            RedirectStandardOutput = true
        };
        using var build = Process.Start(start) ?? throw new DistributedApplicationException("The build could not be started.");
        var console = loggers.Console(resource.Name);
        using var stopped = cancellationToken.Register(() => build.Kill(entireProcessTree: true));
        while (await build.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            console.Write(line, isError: false);
        }

        await build.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (build.ExitCode != 0)
        {
            throw new DistributedApplicationException($"The build of '{resource.Name}' failed with exit code {build.ExitCode}; its log has the reason.");
        }

        await StartAsync(resource, resourceId, cancellationToken).ConfigureAwait(false);
    }

    private static DcpInstance Instance(IResource resource, string resourceId)
        => resource.Annotations.OfType<DcpInstancesAnnotation>().Last().Instances.First(i => i.Name == resourceId || resourceId == resource.Name);
}
