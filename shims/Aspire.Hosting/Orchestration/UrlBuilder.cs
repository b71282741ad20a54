namespace Aspire.Hosting.Orchestration;

/// <summary>Collects the links of a resource: one for each endpoint, and those it was given.</summary>
internal static class UrlBuilder
{
    public static async Task PublishAsync(
        IResource resource, ResourceNotificationService notifications, IServiceProvider services, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints owner)
        {
            urls.AddRange(owner.GetEndpoints().Reverse().Select(e => new ResourceUrlAnnotation { Url = e.Url, Endpoint = e }));
        }

        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());
        var context = new ResourceUrlsCallbackContext(
            services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, urls, cancellationToken);
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        foreach (var url in urls.Where(u => u.Endpoint is { IsAllocated: true } && u.Url.StartsWith('/')))
        {
            url.Url = url.Endpoint!.Url + url.Url;
        }

        await notifications.PublishUpdateAsync(resource, s => s with
        {
            Urls =
            [
                .. urls.Select(u => new UrlSnapshot(u.Endpoint?.EndpointName, u.Url, u.IsInternal)
                {
                    IsInactive = u.Endpoint is not null && s.State?.Text != KnownResourceStates.Running,
                    DisplayProperties = new UrlDisplayPropertiesSnapshot(u.DisplayText ?? "", u.DisplayOrder ?? 0)
                })
            ]
        }).ConfigureAwait(false);
    }
}
