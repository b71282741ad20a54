namespace FamilyCart.AppHost.Resources;

/// <summary>What a run expects of a resource before it calls the topology up.</summary>
internal enum Expectation
{
    /// <summary>Running, and healthy by its own checks.</summary>
    Healthy,

    /// <summary>Ended with exit code 0.</summary>
    Completed,

    /// <summary>Shown, but nothing waits for it.</summary>
    Optional,
}

/// <summary>What a run shows and expects of a resource of ours. Resources without it are not in the table.</summary>
/// <param name="Kind">How it runs, as the table says it: process, container, project, database.</param>
/// <param name="Expectation">When the run counts it as up.</param>
internal sealed record RoleAnnotation(string Kind, Expectation Expectation) : IResourceAnnotation;

/// <summary>A resource that Prometheus scrapes.</summary>
/// <param name="Service">What it is; instances of one service share it.</param>
/// <param name="EndpointName">The endpoint that answers the scrape, at /metrics.</param>
internal sealed record MetricsAnnotation(string Service, string EndpointName) : IResourceAnnotation;

internal static class RoleExtensions
{
    /// <summary>Puts the resource into the table.</summary>
    public static IResourceBuilder<T> WithRole<T>(this IResourceBuilder<T> builder, string kind, Expectation expectation = Expectation.Healthy)
        where T : IResource => builder.WithAnnotation(new RoleAnnotation(kind, expectation));

    /// <summary>Has Prometheus scrape the endpoint.</summary>
    public static IResourceBuilder<T> WithMetrics<T>(this IResourceBuilder<T> builder, string service, string endpointName = "http")
        where T : IResource => builder.WithAnnotation(new MetricsAnnotation(service, endpointName));

    /// <summary>The resource's role, or null when it has none.</summary>
    public static RoleAnnotation? Role(this IResource resource) => resource.Annotations.OfType<RoleAnnotation>().LastOrDefault();
}
