using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Publishing;

/// <summary>The compose file that a server runs: the hosting library's, made safe by the plan of each resource.</summary>
internal static class UatComposeExtensions
{
    /// <summary>Publishes the model as a compose project. Traces go to the topology's own store, so no dashboard is published along.</summary>
    public static void AddUatCompose(this IDistributedApplicationBuilder builder, string name)
    {
        var environment = builder.AddDockerComposeEnvironment(name);
        if (!builder.Topology().Settings.Publish.Plain)
        {
            environment.WithPlans(builder);
        }
    }

    /// <summary>The plans of all services, by name.</summary>
    public static IReadOnlyDictionary<string, ComposePlan> ComposePlans(this IDistributedApplicationBuilder builder) =>
        builder.Resources.Where(resource => resource.ComposePlan() is not null)
            .ToDictionary(resource => resource.Name, resource => resource.ComposePlan()!, StringComparer.Ordinal);

    /// <summary>Whether what this yields has that part: a run has all, a server those that it was published for.</summary>
    public static bool Carries(this IDistributedApplicationBuilder builder, ComposeProfile profile) =>
        builder.ExecutionContext.IsRunMode || builder.Topology().Settings.Publish.Profiles.Contains(profile);

    private static void WithPlans(this IResourceBuilder<DockerComposeEnvironmentResource> environment, IDistributedApplicationBuilder builder) => environment
        .WithDashboard(enabled: false)
        .ConfigureComposeFile(file => Configure(builder, file))
        .ConfigureEnvFile(variables =>
        {
            // They are files; and what is mounted is known already.
            foreach (var left in variables.Keys.Where(variable => !IsAsked(builder, variable)).ToList())
            {
                variables.Remove(left);
            }
        });

    private static void Configure(IDistributedApplicationBuilder builder, ComposeFile file)
    {
        var topology = builder.Topology();
        var plans = builder.ComposePlans();
        var secrets = new ComposeSecrets(builder.Resources.OfType<ParameterResource>());
        file.Name = $"familycart-{topology.Name}";
        ComposeNetworks.Declare(file);
        foreach (var service in file.Services.Values)
        {
            var resource = builder.Resources.First(resource => resource.Name == service.Name);
            var plan = plans.GetValueOrDefault(service.Name)
                ?? throw new InvalidOperationException($"{service.Name} has no plan of what it is allowed; give its resource one by WithComposePlan.");
            ComposeService.Apply(service, plan, topology.Name);
            // Ours are nobody's to pull: a name that a public registry has, too, would be somebody else's program with our secrets.
            service.PullPolicy = resource is ProjectResource || plan.Image is not null ? "never" : service.PullPolicy;
            service.Image = plan.Image ?? service.Image;
            ComposeDependencies.Apply(resource, service, plan, plans.GetValueOrDefault);
            secrets.Apply(file, service, plan);
            Mount(file, service, plan, resource, topology);
        }
    }

    // Mounts of files that the hosting library leaves to whoever deploys are known here: they lie beside the compose file.
    private static void Mount(ComposeFile file, Service service, ComposePlan plan, IResource resource, UatTopology topology)
    {
        service.Volumes.RemoveAll(mount => mount.Type == "bind");
        var published = resource.Annotations.OfType<PublishedFolderAnnotation>().Select(folder => KeyValuePair.Create($"./{folder.Folder}", folder.Target));
        foreach (var (source, target) in published.Concat(plan.Reads))
        {
            service.AddVolume(new Volume { Name = source, Type = "bind", Source = source, Target = target, ReadOnly = true });
        }

        foreach (var (source, target) in plan.Writes)
        {
            service.AddVolume(new Volume { Name = source, Type = "bind", Source = source, Target = target, ReadOnly = false });
        }

        foreach (var (name, target) in plan.Volumes)
        {
            var volume = topology.Volume(name);
            service.AddVolume(new Volume { Name = volume, Type = "volume", Source = volume, Target = target, ReadOnly = false });
            file.Volumes.TryAdd(volume, new Volume { Name = volume, Driver = "local" });
        }
    }

    private static bool IsAsked(IDistributedApplicationBuilder builder, string variable) =>
        !variable.Contains("_BINDMOUNT_", StringComparison.Ordinal)
        && !builder.Resources.OfType<ParameterResource>().Any(parameter => parameter.Secret && ComposeSecrets.VariableOf(parameter.Name) == variable);
}
