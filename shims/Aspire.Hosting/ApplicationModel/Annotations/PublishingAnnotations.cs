namespace Aspire.Hosting.ApplicationModel;

/// <summary>The environment that a resource is published to.</summary>
public class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    public IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}

/// <summary>What a resource becomes in its environment.</summary>
public sealed class DeploymentTargetAnnotation(IResource target) : IResourceAnnotation
{
    public IResource DeploymentTarget { get; } = target;

    public IComputeEnvironmentResource? ComputeEnvironment { get; set; }
}
