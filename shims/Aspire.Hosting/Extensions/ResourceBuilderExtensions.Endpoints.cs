namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null,
        bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null) where T : IResourceWithEndpoints
    {
        var annotation = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, null, name, port, targetPort, isExternal, isProxied ?? true);
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(e => string.Equals(e.Name, annotation.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException(
                $"Endpoint with name '{annotation.Name}' already exists. Endpoint name may not have been explicitly specified and was derived automatically from scheme argument (e.g. 'http', 'https', or 'tcp'). Multiple calls to WithEndpoint (and related methods) may result in a conflict if name argument is not specified. Each endpoint must have a unique name. For more information on networking in Aspire see: https://aka.ms/dotnet/aspire/networking");
        }

        return builder.AddEndpoint(annotation, env);
    }

    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        var annotation = builder.Resource.Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(e => string.Equals(e.Name, endpointName, StringComparison.OrdinalIgnoreCase));
        if (annotation is not null)
        {
            callback(annotation);
        }
        else if (createIfNotExists)
        {
            annotation = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            callback(annotation);
            builder.Resource.Annotations.Add(annotation);
        }

        return builder;
    }

    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithWebEndpoint("http", port, targetPort, name, env, isProxied);

    public static IResourceBuilder<T> WithHttpsEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithWebEndpoint("https", port, targetPort, name, env, isProxied);

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https"))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints
        => new(builder.Resource, name);

    /// <summary>Two calls with one name make one endpoint; the second one's ports win where given.</summary>
    private static IResourceBuilder<T> WithWebEndpoint<T>(
        this IResourceBuilder<T> builder, string scheme, int? port, int? targetPort, string? name, string? env, bool? isProxied)
        where T : IResourceWithEndpoints
    {
        var existing = builder.Resource.Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(e => string.Equals(e.Name, name ?? scheme, StringComparison.OrdinalIgnoreCase));
        if (existing is null)
        {
            return builder.AddEndpoint(new EndpointAnnotation(ProtocolType.Tcp, scheme, null, name, port, targetPort, null, isProxied ?? true), env);
        }

        existing.Port = port ?? existing.Port;
        existing.TargetPort = targetPort ?? existing.TargetPort;
        existing.IsProxied = isProxied ?? existing.IsProxied;
        return builder;
    }

    private static IResourceBuilder<T> AddEndpoint<T>(this IResourceBuilder<T> builder, EndpointAnnotation annotation, string? env)
        where T : IResourceWithEndpoints
    {
        builder.Resource.Annotations.Add(annotation);
        if (env is null || builder.Resource is not IResourceWithEnvironment resource)
        {
            return builder;
        }

        (builder.Resource as ProjectResource)?.EndpointsOutsideUrls.Add(annotation);
        var endpoint = new EndpointReference(builder.Resource, annotation.Name);
        builder.ApplicationBuilder.CreateResourceBuilder(resource)
            .WithEnvironment(context => context.EnvironmentVariables[env] = endpoint.Property(EndpointProperty.TargetPort));
        return builder;
    }
}
