namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null,
        bool optional = false) where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        builder.WithReferenceRelationship(resource);
        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"]
                = new ConnectionStringReference(resource, optional);
            foreach (var (property, expression) in resource.GetConnectionProperties())
            {
                context.EnvironmentVariables[$"{VariablePrefix(name)}_{property.ToUpperInvariant()}"] = expression;
            }
        });
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment => builder.WithEndpointsOf(source.Resource, null, null);

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment => builder.WithEndpointsOf(source.Resource, name, null);

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment => builder.WithEndpointsOf(endpointReference.Resource, null, endpointReference.EndpointName);

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        if (!uri.IsAbsoluteUri)
        {
            throw new InvalidOperationException("The uri for service reference must be absolute.");
        }

        return builder.WithEnvironment($"services__{name}__default__0", uri.ToString()).WithEnvironment(name, uri.ToString());
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        var resource = externalService.Resource;
        builder.WithReferenceRelationship(resource);
        return builder
            .WithEnvironment(VariablePrefix(resource.Name), resource.Uri.ToString())
            .WithEnvironment($"services__{resource.Name}__{resource.Uri.Scheme}__0", resource.Uri.ToString());
    }

    private static IResourceBuilder<TDestination> WithEndpointsOf<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceWithEndpoints source, string? ownName, string? endpointName)
        where TDestination : IResourceWithEnvironment
    {
        builder.WithReferenceRelationship(source);
        return builder.WithEnvironment(context =>
        {
            var endpoints = source.GetEndpoints()
                .Where(e => endpointName is null ? !e.EndpointAnnotation.ExcludeReferenceEndpoint : string.Equals(e.EndpointName, endpointName, StringComparison.OrdinalIgnoreCase))
                .ToArray();
            if (endpointName is not null && endpoints.Length == 0)
            {
                throw new InvalidOperationException($"The endpoint `{endpointName}` is not defined for the resource `{source.Name}`.");
            }

            var prefix = ownName?.Replace('-', '_') ?? VariablePrefix(source.Name);
            foreach (var endpoint in endpoints)
            {
                context.EnvironmentVariables[$"{prefix}_{VariablePrefix(endpoint.EndpointName)}"] = endpoint;
                context.EnvironmentVariables[$"services__{ownName ?? source.Name}__{endpoint.EndpointName}__0"] = endpoint;
            }
        });
    }

    private static string VariablePrefix(string name) => name.Replace('-', '_').ToUpperInvariant();
}

/// <summary>A connection string that a reference may do without.</summary>
internal sealed class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    public IResourceWithConnectionString Resource => resource;

    public string ValueExpression => resource.ValueExpression;

    public IEnumerable<object> References => [resource];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => GetValueAsync(new ValueProviderContext(), cancellationToken);

    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        var value = await resource.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(value) && !optional
            ? throw new DistributedApplicationException(
                $"The connection string for the resource '{resource.Name}' is not available. Ensure that the connection string is configured.")
            : value;
    }
}
