namespace Aspire.Hosting.Dcp;

/// <summary>Turns what the model and the orchestrator say into snapshots.</summary>
internal static class SnapshotBuilder
{
    /// <summary>What is known of a resource before anything has started.</summary>
    public static CustomResourceSnapshot Initial(CustomResourceSnapshot snapshot, IResource resource, Func<IResource, string> idOf, IEnumerable<string> healthChecks)
    {
        var isInitial = resource.HasAnnotationOfType<ResourceSnapshotAnnotation>();
        snapshot = snapshot with
        {
            ResourceType = isInitial ? snapshot.ResourceType : TypeOf(resource),
            State = isInitial ? snapshot.State : StateOf(resource),
            CreationTimeStamp = DateTime.UtcNow,
            Relationships =
            [
                .. snapshot.Relationships,
                .. resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type)),
                .. resource is IResourceWithParent child ? [new RelationshipSnapshot(child.Parent.Name, KnownRelationshipTypes.Parent)] : Array.Empty<RelationshipSnapshot>()
            ],
            HealthReports = [.. healthChecks.Select(key => new HealthReportSnapshot(key, null, null, null))]
        };
        if (ParentOf(resource) is { } parent)
        {
            snapshot = With(snapshot, KnownProperties.ParentName, idOf(parent));
        }

        return resource switch
        {
            ContainerResource container when container.IsContainer() => Container(snapshot, container),
            ExecutableResource or ProjectResource => Executable(snapshot, resource),
            _ => snapshot
        };
    }

    /// <summary>The arguments once they are known.</summary>
    public static CustomResourceSnapshot WithArguments(CustomResourceSnapshot snapshot, IResource resource, Evaluated evaluated)
    {
        if (!resource.IsContainer())
        {
            string[] all = [.. SpecificationWriter.LaunchOf(resource).Arguments, .. evaluated.AppArguments];
            snapshot = With(snapshot, KnownProperties.ExecutableArguments, all, evaluated.Sensitivity.Contains(1));
        }

        snapshot = With(snapshot, KnownProperties.AppArguments, evaluated.AppArguments.ToArray(), evaluated.Sensitivity.Contains(1));
        snapshot = With(snapshot, KnownProperties.AppArgumentsSensitivity, evaluated.Sensitivity.ToArray());
        return snapshot with
        {
            EnvironmentVariables = [.. evaluated.Environment.Select(v => new EnvironmentVariableSnapshot(v.Key, v.Value, IsFromSpec: true))]
        };
    }

    /// <summary>What the orchestrator reports of an executable or container.</summary>
    public static CustomResourceSnapshot WithStatus(CustomResourceSnapshot snapshot, DcpKind kind, JsonObject found)
    {
        var status = found["status"] as JsonObject ?? [];
        var state = status["state"]?.GetValue<string>() switch
        {
            "Terminated" => KnownResourceStates.Finished,
            "Pending" => KnownResourceStates.Starting,
            { } text => text,
            null => kind == DcpKind.Container ? null : ""
        };
        var pid = status["pid"]?.GetValue<int>();
        snapshot = snapshot with
        {
            State = state,
            ExitCode = state is not null && KnownResourceStates.TerminalStates.Contains(state) && state != KnownResourceStates.FailedToStart ? status["exitCode"]?.GetValue<int>() : null,
            StartTimeStamp = Time(status, "startupTimestamp"),
            StopTimeStamp = Time(status, "finishTimestamp"),
            Urls = [.. snapshot.Urls.Select(u => u with { IsInactive = state != KnownResourceStates.Running })]
        };
        return pid is > 0 ? With(snapshot, KnownProperties.ExecutableProcessId, pid.Value) : snapshot;
    }

    public static CustomResourceSnapshot With(CustomResourceSnapshot snapshot, string name, object? value, bool isSensitive = false)
    {
        var property = new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive };
        var index = snapshot.Properties.ToList().FindIndex(p => p.Name == name);
        return snapshot with
        {
            Properties = index < 0 ? snapshot.Properties.Add(property) : snapshot.Properties.SetItem(index, property)
        };
    }

    private static IResource? ParentOf(IResource resource) => resource is IResourceWithParent child
        ? child.Parent
        : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(r => r.Type == KnownRelationshipTypes.Parent)?.Resource;

    private static ResourceStateSnapshot? StateOf(IResource resource) => resource switch
    {
        ConnectionStringResource => KnownResourceStates.NotStarted,
        ExternalServiceResource => KnownResourceStates.Waiting,
        _ => null
    };

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        ContainerResource when resource.IsContainer() => "Container",
        ConnectionStringResource => "ConnectionString",
        ExternalServiceResource => "ExternalService",
        ParameterResource => "Parameter",
        _ => resource.GetType().Name
    };

    private static CustomResourceSnapshot Executable(CustomResourceSnapshot snapshot, IResource resource)
    {
        var launch = SpecificationWriter.LaunchOf(resource);
        snapshot = With(snapshot, KnownProperties.ExecutablePath, launch.Path);
        snapshot = With(snapshot, KnownProperties.ExecutableWorkDirectory, launch.WorkingDirectory);
        snapshot = With(snapshot, KnownProperties.ExecutableArguments, Array.Empty<string>());
        if (resource is ProjectResource project)
        {
            snapshot = With(snapshot, KnownProperties.ProjectPath, project.Metadata.ProjectPath);
            snapshot = With(snapshot, KnownProperties.ProjectLaunchProfile, project.LaunchProfileName);
        }

        return With(With(snapshot, KnownProperties.AppArguments, null), KnownProperties.AppArgumentsSensitivity, null);
    }

    private static CustomResourceSnapshot Container(CustomResourceSnapshot snapshot, ContainerResource container)
    {
        var ports = container.Annotations.OfType<EndpointAnnotation>().Reverse().Select(e => e.TargetPort ?? 0).ToArray();
        snapshot = With(snapshot, KnownProperties.ContainerImage, container.Annotations.OfType<ContainerImageAnnotation>().Last().Reference);
        snapshot = With(snapshot, KnownProperties.ContainerCommand, container.Entrypoint);
        snapshot = With(snapshot, KnownProperties.ContainerArguments, Array.Empty<string>());
        snapshot = With(snapshot, KnownProperties.ContainerPorts, ports);
        snapshot = With(With(snapshot, KnownProperties.AppArguments, null), KnownProperties.AppArgumentsSensitivity, null);
        return snapshot with
        {
            Volumes = [.. container.Annotations.OfType<ContainerMountAnnotation>().Select(m => new VolumeSnapshot(
                m.Source ?? "", m.Target, m.Type is ContainerMountType.BindMount ? "bind" : "volume", m.IsReadOnly))]
        };
    }

    private static DateTime? Time(JsonObject status, string name)
        => status[name]?.GetValue<string>() is { } text ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : null;
}
