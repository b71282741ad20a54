namespace Aspire.Hosting.ApplicationModel;

public record EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> Callback) : IResourceAnnotation;

/// <summary>Variables as they are made: values may be texts, value providers or resource builders of them.</summary>
public class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext, IResource? resource = null, Dictionary<string, object>? environmentVariables = null,
    CancellationToken cancellationToken = default)
{
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? [];

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public IResource Resource => resource ?? throw new InvalidOperationException("Resource is not set.");

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public ILogger Logger { get; set; } = NullLogger.Instance;
}

public record CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> Callback) : IResourceAnnotation;

/// <summary>Arguments as they are made: texts, value providers or resource builders of them.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, IResource? resource = null, CancellationToken cancellationToken = default)
{
    public IList<object> Args { get; } = args;

    public IResource Resource => resource ?? throw new InvalidOperationException("Resource is not set.");

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public DistributedApplicationExecutionContext ExecutionContext { get; init; } = new(DistributedApplicationOperation.Run);

    public ILogger Logger { get; set; } = NullLogger.Instance;
}
