namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name of a check that the application's services have.</param>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource
    {
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(h => string.Equals(h.Key, key, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.");
        }

        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null) where T : IResourceWithEndpoints
    {
        var endpoint = builder.HttpEndpoint(endpointName);
        var expected = statusCode ?? 200;
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path ?? "/"}_{expected}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, services => new EndpointHealthCheck(services.GetRequiredService<IHttpClientFactory>(), endpoint, path ?? "/", expected),
            failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    /// <summary>The named endpoint, or the resource's https or http one.</summary>
    private static EndpointReference HttpEndpoint<T>(this IResourceBuilder<T> builder, string? endpointName) where T : IResourceWithEndpoints
    {
        if (endpointName is not null)
        {
            return builder.GetEndpoint(endpointName);
        }

        var endpoints = builder.Resource.GetEndpoints().ToArray();
        return endpoints.FirstOrDefault(e => e.Scheme is "https")
            ?? endpoints.FirstOrDefault(e => e.Scheme is "http")
            ?? throw new DistributedApplicationException(
                $"Could not find an endpoint for resource '{builder.Resource.Name}' that is HTTP or HTTPS.");
    }
}
