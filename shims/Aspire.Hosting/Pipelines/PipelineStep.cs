namespace Aspire.Hosting.Pipelines;

/// <summary>One step of publishing.</summary>
public class PipelineStep
{
    public required string Name { get; init; }

    public required Func<PipelineStepContext, Task> Action { get; init; }

    /// <summary>Names of steps that run before this one.</summary>
    public List<string> DependsOnSteps { get; init; } = [];

    /// <summary>Names of steps that this one runs before, and as a part of.</summary>
    public List<string> RequiredBySteps { get; init; } = [];
}

public sealed class PipelineStepContext(IServiceProvider services, CancellationToken cancellationToken)
{
    public IServiceProvider Services { get; } = services;

    public DistributedApplicationModel Model => Services.GetRequiredService<DistributedApplicationModel>();

    public DistributedApplicationExecutionContext ExecutionContext => Services.GetRequiredService<DistributedApplicationExecutionContext>();

    public CancellationToken CancellationToken { get; } = cancellationToken;
}

public static class WellKnownPipelineSteps
{
    public static readonly string BeforeStart = "before-start";
    public static readonly string Publish = "publish";
}

/// <summary>Where published files go.</summary>
public interface IPipelineOutputService
{
    /// <returns>The full path of a folder, which may not be there yet.</returns>
    string GetOutputDirectory();
}
