namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose value is known once the application runs.</summary>
public interface IValueProvider
{
    /// <summary>Waits until the value is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);
}

public class ValueProviderContext
{
    public IServiceProvider? Services => ExecutionContext?.ServiceProvider;

    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    public IResource? Caller { get; init; }
}

/// <summary>Something that a manifest writes as <c>{resource.property}</c>.</summary>
public interface IManifestExpressionProvider
{
    string ValueExpression { get; }
}

public interface IExpressionValue : IManifestExpressionProvider, IValueProvider;

/// <summary>Something made of other values or resources.</summary>
public interface IValueWithReferences
{
    IEnumerable<object> References { get; }
}
