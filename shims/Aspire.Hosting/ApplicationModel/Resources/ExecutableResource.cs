namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program that the orchestrator starts on this machine.</summary>
public class ExecutableResource : Resource, IComputeResource, IResourceWithArgs, IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithProbes, IResourceWithWaitSupport
{
    public ExecutableResource(string name, string command, string workingDirectory)
        : base(name) => Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });

    public string Command => Annotation.Command;

    public string WorkingDirectory => Annotation.WorkingDirectory;

    internal ExecutableAnnotation Annotation => Annotations.OfType<ExecutableAnnotation>().Last();
}

public sealed class ExecutableAnnotation : IResourceAnnotation
{
    public required string Command { get; set; }

    public required string WorkingDirectory { get; set; }
}
