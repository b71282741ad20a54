namespace Aspire.Hosting;

/// <summary>A connection string made of other values.</summary>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public ReferenceExpression ConnectionStringExpression { get; } = connectionStringExpression;
}

/// <summary>A connection string that is given from outside.</summary>
internal sealed class ConnectionStringParameterResource : ParameterResource, IResourceWithConnectionString
{
    public ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
        : base(name, callback, secret: true)
    {
        ConnectionStringEnvironmentVariable = environmentVariableName;
        IsConnectionString = true;
    }

    public string? ConnectionStringEnvironmentVariable { get; }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{this}");

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => GetValueAsync(cancellationToken);

    string IManifestExpressionProvider.ValueExpression => ValueExpression;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);

    IEnumerable<object> IValueWithReferences.References => [this];
}

public static class ConnectionStringBuilderExtensions
{
    /// <summary>Starts when every resource that the expression names has started.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression)
    {
        var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
        foreach (var resource in Resources(connectionStringExpression).Distinct())
        {
            added.WaitForStart(builder.CreateResourceBuilder(resource));
            added.WithReferenceRelationship(resource);
        }

        return added;
    }

    private static IEnumerable<IResource> Resources(object value) => value switch
    {
        IResource resource => [resource],
        IValueWithReferences composed => composed.References.SelectMany(Resources),
        _ => []
    };
}
