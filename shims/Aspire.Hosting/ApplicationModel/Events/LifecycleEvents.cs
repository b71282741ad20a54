namespace Aspire.Hosting.ApplicationModel;

/// <summary>Before anything starts; the model may still be changed.</summary>
public record BeforeStartEvent(IServiceProvider Services, DistributedApplicationModel Model) : IDistributedApplicationEvent;

/// <summary>Every endpoint of every resource has an address.</summary>
public record AfterEndpointsAllocatedEvent(IServiceProvider Services, DistributedApplicationModel Model) : IDistributedApplicationEvent;

/// <summary>Every resource that starts by itself has been started, those that wait included.</summary>
public record AfterResourcesCreatedEvent(IServiceProvider Services, DistributedApplicationModel Model) : IDistributedApplicationEvent;

public record InitializeResourceEvent(
    IResource Resource, IDistributedApplicationEventing Eventing, ResourceNotificationService Notifications, IServiceProvider Services)
    : IDistributedApplicationResourceEvent;

public record ResourceEndpointsAllocatedEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

public record ConnectionStringAvailableEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

/// <summary>Comes before the waiting for dependencies; what it throws keeps the resource from starting.</summary>
public record BeforeResourceStartedEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

/// <summary>The resource runs and is healthy. Who waits for it goes on when every subscriber has returned.</summary>
public record ResourceReadyEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;

public record ResourceStoppedEvent(IResource Resource, IServiceProvider Services, ResourceEvent ResourceEvent) : IDistributedApplicationResourceEvent;
