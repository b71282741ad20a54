namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container that the orchestrator runs by the machine's container engine.</summary>
public class ContainerResource(string name, string? entrypoint = null) : Resource(name), IComputeResource, IResourceWithArgs,
    IResourceWithEndpoints, IResourceWithEnvironment, IResourceWithProbes, IResourceWithWaitSupport
{
    public string? Entrypoint { get; set; } = entrypoint;

    /// <summary>Whether a shell reads the arguments, as one line.</summary>
    public bool? ShellExecution { get; set; }
}
