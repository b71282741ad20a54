using System.Globalization;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Registry;

internal static class RegistryCacheExtensions
{
    private const string Package = "docker-registry";
    private const string HealthPath = "/v2/";
    private const string DataFolder = "/var/lib/registry";

    /// <summary>
    /// A pull-through cache of container images: what one build fetched, the next has from here. The registry's image or the
    /// distribution's server. Nothing waits for it.
    /// </summary>
    /// <returns>The cache, or null when this run has none; the table then says why.</returns>
    public static IResourceBuilder<IResourceWithEndpoints>? AddUatRegistryCache(this IDistributedApplicationBuilder builder, string name)
    {
        var topology = builder.Topology();
        var options = topology.Settings.RegistryCache;
        if (options.Upstream is null)
        {
            topology.Absent.Add(new AbsentResource(name, "off: RegistryCache:Upstream names no registry"));
            return null;
        }

        if (topology.UsesContainers)
        {
            return AddContainer(builder, name, topology, options);
        }

        if (Programs.Find(Package) is { } program)
        {
            return AddProcess(builder, name, topology, options, program);
        }

        topology.Absent.Add(new AbsentResource(name, $"not installed (package {Package})"));
        return null;
    }

    /// <summary>Hands the cache to the builders of container runners, where they can reach it: they have no way to the host's loopback.</summary>
    /// <param name="manager">The runner manager.</param>
    /// <param name="cache">Null when this run has none.</param>
    public static IResourceBuilder<ProjectResource> WithRegistryCache(this IResourceBuilder<ProjectResource> manager, IResourceBuilder<IResourceWithEndpoints>? cache)
    {
        if (cache is null)
        {
            return manager;
        }

        if (manager.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            // Each published runner has a network of its own, and the cache is in none of them.
            return manager;
        }

        var topology = manager.ApplicationBuilder.Topology();
        var options = topology.Settings.RegistryCache;
        return options.IsReachable
            ? manager.WithEnvironment(
                "Runner__Container__RegistryMirror", string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{topology.Port(Ports.RegistryCache)}"))
            : manager;
    }

    private static IResourceBuilder<IResourceWithEndpoints> AddContainer(
        IDistributedApplicationBuilder builder, string name, UatTopology topology, RegistryCacheOptions options)
    {
        var server = builder.AddContainer(name, ImageTags.RegistryImage, ImageTags.RegistryServer)
            .WithImageRegistry(ImageTags.Registry)
            .WithHttpEndpoint(port: topology.Port(Ports.RegistryCache), targetPort: Ports.RegistryCache, name: "http", isProxied: builder.ExecutionContext.IsPublishMode)
            .WithVolume(topology.Volume("registry"), DataFolder)
            .WithEnvironment("REGISTRY_PROXY_REMOTEURL", options.Upstream)
            .WithEnvironment("REGISTRY_STORAGE_DELETE_ENABLED", "true")
            .WithEnvironment("REGISTRY_LOG_LEVEL", "warn")
            .WithHttpHealthCheck(HealthPath)
            .WithComposePlan(new ComposePlan
            {
                Profiles = [ComposeProfile.Runners],
                Networks = [ComposeNetwork.Edge, ComposeNetwork.Runners],
                Limits = new(256, 0.25, 64),
                // The image's volume is root's.
                User = "0:0",
                Health = ["CMD", "wget", "-q", "-O", "/dev/null", $"http://127.0.0.1:{Ports.RegistryCache}{HealthPath}"],
            })
            .WithRole("container", Expectation.Optional);
        if (builder.ExecutionContext.IsRunMode && options.IsReachable)
        {
            // Besides the one on loopback.
            server.WithContainerRuntimeArgs(string.Create(CultureInfo.InvariantCulture, $"--publish={options.Address}:{topology.Port(Ports.RegistryCache)}:{Ports.RegistryCache}"));
        }

        return server;
    }

    private static IResourceBuilder<IResourceWithEndpoints> AddProcess(
        IDistributedApplicationBuilder builder, string name, UatTopology topology, RegistryCacheOptions options, string program)
    {
        var port = topology.Port(Ports.RegistryCache);
        var folder = topology.Folder(name);
        var file = Path.Combine(folder, "config.yml");
        var account = ServerAccount.For(Package);
        IReadOnlyList<string> command = [.. account.Prefix, program, "serve", file];
        return builder.AddExecutable(name, command[0], "/", [.. command.Skip(1)])
            .WithFixedHttpEndpoint(port)
            .WithCheck(token => RegistryPing.TryAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{port}{HealthPath}")), token))
            .WithRole("process", Expectation.Optional)
            .OnBeforeResourceStarted((_, _, _) =>
            {
                account.CreateFolder(folder);
                account.CreateFolder(Path.Combine(folder, "data"));
                account.WriteSecretFile(file, RegistryCacheConfiguration.File(options, port, Path.Combine(folder, "data")));
                return Task.CompletedTask;
            });
    }
}
