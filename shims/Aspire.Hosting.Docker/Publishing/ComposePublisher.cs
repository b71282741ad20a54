using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Writes the files of one environment.</summary>
internal sealed class ComposePublisher(DockerComposeEnvironmentResource environment)
{
    private const string DefaultNetwork = "aspire";

    /// <summary>Writes the compose file, and <c>.env</c> without values where the file leaves any open.</summary>
    public async Task PublishAsync(PipelineStepContext context)
    {
        var folder = FolderOf(context);
        var file = new ComposeFile();
        var network = environment.DefaultNetworkName ?? DefaultNetwork;
        file.AddNetwork(new Network { Name = network, Driver = "bridge" });
        var services = new ComposeServiceWriter(environment, new ComposeValue(environment, context.ExecutionContext), network);
        foreach (var service in environment.Services.Values)
        {
            await services.AddAsync(file, service, context.CancellationToken).ConfigureAwait(false);
        }

        environment.FileCallbacks.ForEach(configure => configure(file));
        environment.VariableCallbacks.ForEach(configure => configure(environment.Variables));
        Directory.CreateDirectory(folder);
        await WriteDockerfilesAsync(folder, context).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "docker-compose.yaml"), file.ToYaml(), context.CancellationToken).ConfigureAwait(false);
        if (environment.Variables.Count > 0)
        {
            await EnvFile.WriteAsync(Path.Combine(folder, ".env"), environment.Variables.Values, _ => null, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes <c>.env.ENVIRONMENT</c>, with the values of parameters.</summary>
    /// <exception cref="MissingParameterValueException">A parameter has no value.</exception>
    public async Task PrepareAsync(PipelineStepContext context)
    {
        var values = new Dictionary<CapturedEnvironmentVariable, string?>();
        foreach (var variable in environment.Variables.Values)
        {
            values[variable] = variable.Source is IValueProvider source
                ? await source.GetValueAsync(context.CancellationToken).ConfigureAwait(false)
                : variable.DefaultValue;
        }

        var name = context.Services.GetRequiredService<IHostEnvironment>().EnvironmentName;
        await EnvFile.WriteAsync(Path.Combine(FolderOf(context), $".env.{name}"), values.Keys, v => values[v], context.CancellationToken).ConfigureAwait(false);
    }

    private async Task WriteDockerfilesAsync(string folder, PipelineStepContext context)
    {
        foreach (var target in environment.Services.Values.Select(s => s.Target))
        {
            if (target.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
            {
                await build.PublishAsync(target, folder, context.Services, context.CancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Several environments get a folder each.</summary>
    private string FolderOf(PipelineStepContext context)
    {
        var folder = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        return context.Model.Resources.OfType<IComputeEnvironmentResource>().Count() > 1 ? Path.Combine(folder, environment.Name) : folder;
    }
}
