namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder, string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null) where T : IResource
    {
        foreach (var old in builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().Where(c => c.Name == name).ToArray())
        {
            builder.Resource.Annotations.Remove(old);
        }

        var options = commandOptions ?? CommandOptions.Default;
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name, displayName, options.UpdateState ?? (_ => ResourceCommandState.Enabled), executeCommand, options));
    }

    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder, string path, string displayName, string? endpointName = null, string? commandName = null,
        HttpCommandOptions? commandOptions = null) where TResource : IResourceWithEndpoints
    {
        var endpoint = builder.HttpEndpoint(endpointName);
        var options = commandOptions ?? HttpCommandOptions.Default;
        var method = options.Method ?? HttpMethod.Post;
        options.UpdateState ??= context => context.ResourceSnapshot.HealthStatus is not null ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
        var name = commandName ?? $"{builder.Resource.Name}-{endpoint.EndpointName}-http-{method.Method.ToLowerInvariant()}-{path}";
        return builder.WithCommand(name, displayName, context => SendAsync(context, endpoint, path, method, options), options);
    }

    private static async Task<ExecuteCommandResult> SendAsync(
        ExecuteCommandContext context, EndpointReference endpoint, string path, HttpMethod method, HttpCommandOptions options)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure("Endpoints are not yet allocated.");
        }

        var client = context.ServiceProvider.GetRequiredService<IHttpClientFactory>().CreateClient(options.HttpClientName ?? "");
        using var request = new HttpRequestMessage(method, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                ServiceProvider = context.ServiceProvider, ResourceName = context.ResourceName, Endpoint = endpoint,
                HttpClient = client, Request = request, CancellationToken = context.CancellationToken
            }).ConfigureAwait(false);
        }

        using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
        if (options.GetCommandResult is { } result)
        {
            return await result(new HttpCommandResultContext
            {
                ServiceProvider = context.ServiceProvider, ResourceName = context.ResourceName, Endpoint = endpoint,
                HttpClient = client, Response = response, CancellationToken = context.CancellationToken
            }).ConfigureAwait(false);
        }

        return response.IsSuccessStatusCode
            ? CommandResults.Success()
            : CommandResults.Failure($"Request failed with status code {response.StatusCode}");
    }
}
