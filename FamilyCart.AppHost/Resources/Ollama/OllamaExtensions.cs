using System.Globalization;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FamilyCart.AppHost.Resources.Ollama;

internal static class OllamaExtensions
{
    private const string ModelFolder = "/models";
    private const int ContainerPort = 11434;

    /// <summary>
    /// The optional local model server with its one model: an installed binary or the image, within limits of memory and processor.
    /// Nothing waits for it.
    /// </summary>
    /// <returns>The server, or null when this run has none; the table then says why.</returns>
    public static IResourceBuilder<IResourceWithEndpoints>? AddUatOllama(this IDistributedApplicationBuilder builder, string name)
    {
        var topology = builder.Topology();
        var options = topology.Settings.Ollama;
        if (!options.Enabled)
        {
            topology.Absent.Add(new AbsentResource(name, "off: Ollama:Enabled is not true"));
            return null;
        }

        if (topology.UsesContainers)
        {
            return AddContainer(builder, name, topology, options);
        }

        if (Programs.Find("ollama") is { } program)
        {
            return AddProcess(builder, name, topology, options, program);
        }

        topology.Absent.Add(new AbsentResource(name, "not installed, and no container engine for its image"));
        return null;
    }

    /// <summary>Tells the service where the model is. It does not wait for it: without a model it answers from its dictionary.</summary>
    /// <param name="service">A service that reads the section <c>Ai</c>.</param>
    /// <param name="server">The model's server, or null when this run has none.</param>
    public static IResourceBuilder<ProjectResource> WithOllama(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithEndpoints>? server) => server is null
        ? service
        : service.WithEnvironment("Ai__Provider", "ollama")
            .WithEnvironment("Ai__Endpoint", server.GetEndpoint("http"))
            .WithEnvironment("Ai__Model", service.ApplicationBuilder.Topology().Settings.Ollama.Model);

    private static IResourceBuilder<IResourceWithEndpoints> AddContainer(
        IDistributedApplicationBuilder builder, string name, UatTopology topology, OllamaOptions options)
    {
        var port = topology.Port(Ports.Ollama);
        var server = builder.AddContainer(name, ImageTags.OllamaImage, ImageTags.Ollama)
            .WithHttpEndpoint(port: port, targetPort: ContainerPort, name: "http", isProxied: builder.ExecutionContext.IsPublishMode)
            .WithVolume(topology.Volume("ollama"), ModelFolder)
            .WithEnvironment("OLLAMA_MODELS", ModelFolder)
            .WithContainerRuntimeArgs(
                string.Create(CultureInfo.InvariantCulture, $"--memory={options.MemoryMegabytes}m"),
                string.Create(CultureInfo.InvariantCulture, $"--cpus={options.Cpus}"))
            .WithComposePlan(new ComposePlan
            {
                Profiles = [ComposeProfile.Ai],
                // The way out is for the model.
                Networks = [ComposeNetwork.Edge, ComposeNetwork.App],
                Limits = new(options.MemoryMegabytes, options.Cpus, 256),
                // The image has no user of its own, and its volume is root's.
                User = "0:0",
                Health = ["CMD", "ollama", "list"],
                HealthInterval = TimeSpan.FromSeconds(30),
            })
            .WithRole("container", Expectation.Optional);
        return WithModel(server, port, options.Model);
    }

    private static IResourceBuilder<IResourceWithEndpoints> AddProcess(
        IDistributedApplicationBuilder builder, string name, UatTopology topology, OllamaOptions options, string program)
    {
        var port = topology.Port(Ports.Ollama);
        var cpus = Math.Min(options.Cpus, Environment.ProcessorCount);
        var server = builder.AddExecutable(
                name,
                "prlimit",
                "/",
                string.Create(CultureInfo.InvariantCulture, $"--data={(long)options.MemoryMegabytes << 20}"),
                "taskset",
                "--cpu-list",
                string.Create(CultureInfo.InvariantCulture, $"0-{cpus - 1}"),
                program,
                "serve")
            .WithFixedHttpEndpoint(port)
            .WithEnvironment("OLLAMA_HOST", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"))
            .WithEnvironment("OLLAMA_MODELS", topology.Folder("ollama"))
            .WithEnvironment("OLLAMA_NUM_PARALLEL", "1")
            .WithEnvironment("OLLAMA_MAX_LOADED_MODELS", "1")
            .WithRole("process", Expectation.Optional);
        return WithModel(server, port, options.Model);
    }

    private static IResourceBuilder<T> WithModel<T>(IResourceBuilder<T> server, int port, string model)
        where T : IResourceWithEndpoints
    {
        var builder = server.ApplicationBuilder;
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/"));
        var resource = new OllamaModelResource($"{server.Resource.Name}-model", server.Resource, model);
        builder.AddResource(resource).WithRole("model", Expectation.Optional);
        server.WithCheck(async token =>
        {
            using var http = new HttpClient { BaseAddress = address };
            return await new OllamaClient(http).TryAsync(token);
        });

        // The event's own token lives for the event only; the download outlives it and ends with the application.
        return server.OnResourceReady((_, ready, _) =>
        {
            var stopping = ready.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            _ = Task.Run(() => OllamaDownload.RunAsync(resource, address, ready.Services, stopping), stopping);
            return Task.CompletedTask;
        });
    }
}
