namespace Aspire.Hosting;

/// <summary>A service that someone else runs.</summary>
public sealed class ExternalServiceResource(string name, Uri uri) : Resource(name)
{
    public Uri Uri { get; } = uri;
}

public static class ExternalServiceBuilderExtensions
{
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="url">An absolute address whose path is <c>/</c>.</param>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { AbsolutePath: "/", Fragment: "" }
            ? builder.AddResource(new ExternalServiceResource(name, uri))
            : throw new ArgumentException($"The URL '{url}' for the external service '{name}' is not absolute or has a path other than '/'.", nameof(url));
}
