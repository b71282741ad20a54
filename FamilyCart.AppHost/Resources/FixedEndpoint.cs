namespace FamilyCart.AppHost.Resources;

internal static class FixedEndpoint
{
    /// <summary>An HTTP endpoint on a fixed port that the resource binds itself: no proxy in between, loopback only.</summary>
    public static IResourceBuilder<T> WithFixedHttpEndpoint<T>(this IResourceBuilder<T> builder, int port, string name = "http")
        where T : IResourceWithEndpoints => builder.WithHttpEndpoint(port: port, targetPort: port, name: name, isProxied: false);

    /// <summary>The same with TLS, whose certificate is the resource's own affair.</summary>
    public static IResourceBuilder<T> WithFixedHttpsEndpoint<T>(this IResourceBuilder<T> builder, int port, string name = "https")
        where T : IResourceWithEndpoints => builder.WithHttpsEndpoint(port: port, targetPort: port, name: name, isProxied: false);

    /// <summary>The same for other protocols.</summary>
    public static IResourceBuilder<T> WithFixedTcpEndpoint<T>(this IResourceBuilder<T> builder, int port, string name = "tcp")
        where T : IResourceWithEndpoints => builder.WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: name, isProxied: false);
}
