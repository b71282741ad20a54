namespace Aspire.Hosting.ApplicationModel;

/// <summary>A link that the resource offers.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    public required string Url { get; set; }

    public string? DisplayText { get; set; }

    public int? DisplayOrder { get; set; }

    public UrlDisplayLocation DisplayLocation { get; set; }

    public EndpointReference? Endpoint { get; init; }

    internal bool IsInternal => DisplayLocation is UrlDisplayLocation.DetailsOnly;
}

public enum UrlDisplayLocation { SummaryAndDetails, DetailsOnly }

public record ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> Callback) : IResourceAnnotation;

/// <summary>Asked for links once the endpoints are allocated.</summary>
public class ResourceUrlsCallbackContext(
    DistributedApplicationExecutionContext executionContext, IResource resource, List<ResourceUrlAnnotation>? urls = null,
    CancellationToken cancellationToken = default)
{
    public IResource Resource { get; } = resource;

    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public CancellationToken CancellationToken { get; } = cancellationToken;

}
