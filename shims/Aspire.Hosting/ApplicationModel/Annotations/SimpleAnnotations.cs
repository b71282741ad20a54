namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when its start command is executed.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>A health check, by its key among the application's health checks.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}

public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public string Type { get; } = type;
}

public sealed class ReplicaAnnotation(int replicas) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}

public class EndpointReferenceAnnotation(IResourceWithEndpoints resource) : IResourceAnnotation
{
    public IResourceWithEndpoints Resource { get; } = resource;

    public bool UseAllEndpoints { get; set; }

    public HashSet<string> EndpointNames { get; } = new(StringComparer.OrdinalIgnoreCase);
}

public sealed class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot;
}

public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    public string IconName { get; } = iconName;

    public IconVariant IconVariant { get; } = iconVariant;
}

/// <summary>What a publisher replaces the resource by; nothing in run mode.</summary>
public sealed class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new();
}

/// <summary>The relationships that references and waits leave between resources.</summary>
public static class KnownRelationshipTypes
{
    public static readonly string Parent = nameof(Parent);
    public static readonly string Reference = nameof(Reference);
    public static readonly string WaitFor = nameof(WaitFor);
}
