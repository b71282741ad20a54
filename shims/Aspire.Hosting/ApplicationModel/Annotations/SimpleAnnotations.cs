namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts only when its start command is executed.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;

/// <summary>A health check, by its key among the application's health checks.</summary>
public record HealthCheckAnnotation(string Key) : IResourceAnnotation;

public sealed record ResourceRelationshipAnnotation(IResource Resource, string Type) : IResourceAnnotation;

public sealed record ReplicaAnnotation(int Replicas) : IResourceAnnotation;

public sealed record ResourceSnapshotAnnotation(CustomResourceSnapshot InitialSnapshot) : IResourceAnnotation;

public sealed record ResourceIconAnnotation(string IconName, IconVariant IconVariant = IconVariant.Filled) : IResourceAnnotation;

/// <summary>The relationships that references and waits leave between resources.</summary>
public static class KnownRelationshipTypes
{
    public static readonly string Parent = nameof(Parent);
    public static readonly string Reference = nameof(Reference);
    public static readonly string WaitFor = nameof(WaitFor);
}
