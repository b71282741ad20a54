namespace Aspire.Hosting;

/// <summary>Whether the application runs or is published.</summary>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    private IServiceProvider? _services;

    public DistributedApplicationOperation Operation { get; } = operation;

    public bool IsRunMode => Operation is DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation is DistributedApplicationOperation.Publish;

    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider ServiceProvider
    {
        get => _services ?? throw new InvalidOperationException("IServiceProvider is not available because the container has not been built.");
        internal set => _services = value;
    }
}

public enum DistributedApplicationOperation { Run, Publish }

public class DistributedApplicationException(string? message, Exception? innerException = null) : Exception(message, innerException);

public class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    public string? AssemblyName { get; set; }

    public bool DisableDashboard { get; set; }
}
