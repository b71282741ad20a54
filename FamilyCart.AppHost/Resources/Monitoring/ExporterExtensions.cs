using System.Globalization;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>Exporters: processes wherever their programs are installed, since Prometheus is one too; images where they are not, and published.</summary>
internal static class ExporterExtensions
{
    // Debian's packages of exporters make it.
    private const string Account = "prometheus";

    /// <summary>Adds the exporter in the form that this run can have.</summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="plan">What it is.</param>
    /// <param name="asProcess">Adds what it needs as a process; the folder is made before it starts.</param>
    /// <param name="asContainer">Adds what it needs as a container.</param>
    /// <param name="secret">What <see cref="ExporterFolder.Secret"/> holds.</param>
    public static void AddExporter(
        this IDistributedApplicationBuilder builder,
        string name,
        ExporterPlan plan,
        Action<IResourceBuilder<ExecutableResource>, ExporterFolder> asProcess,
        Action<IResourceBuilder<ContainerResource>> asContainer,
        Func<CancellationToken, Task<string?>>? secret = null)
    {
        var topology = builder.Topology();
        if (builder.ExecutionContext.IsRunMode && Programs.Find(plan.Programs) is { } program)
        {
            AddProcess(builder, name, plan, program, asProcess, secret);
        }
        else if (topology.UsesContainers)
        {
            AddContainer(builder, name, plan, asContainer);
        }
        else
        {
            topology.Absent.Add(new AbsentResource(name, $"not installed (package {plan.Programs[0]})"));
        }
    }

    private static void AddProcess(
        IDistributedApplicationBuilder builder,
        string name,
        ExporterPlan plan,
        string program,
        Action<IResourceBuilder<ExecutableResource>, ExporterFolder> configure,
        Func<CancellationToken, Task<string?>>? secret)
    {
        var topology = builder.Topology();
        var port = topology.Port(plan.Port);
        var folder = new ExporterFolder(topology.Folder(name), ServerAccount.For(Account));
        IReadOnlyList<string> command = [.. folder.Account.Prefix, program, string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}")];
        var exporter = builder.AddExecutable(name, command[0], "/", [.. command.Skip(1)])
            .WithFixedHttpEndpoint(port)
            .WithExporterCheck(port, plan)
            .WithRole("process")
            .OnBeforeResourceStarted(async (_, _, token) => folder.Write(
                plan.Configuration is { } source ? Path.Combine(topology.Repository, "monitoring", source) : null,
                secret is null ? null : await secret(token)));
        configure(exporter, folder);
    }

    private static void AddContainer(
        IDistributedApplicationBuilder builder, string name, ExporterPlan plan, Action<IResourceBuilder<ContainerResource>> configure)
    {
        var port = builder.Topology().Port(plan.Port);
        var exporter = builder.AddContainer(name, plan.Image, plan.Tag)
            .WithImageRegistry(plan.Registry)
            .WithHttpEndpoint(port: port, targetPort: plan.Port, name: "http", isProxied: builder.ExecutionContext.IsPublishMode)
            .WithExporterCheck(port, plan)
            .WithComposePlan(plan.Published)
            .WithRole("container", Expectation.Optional);
        configure(exporter);
    }

    private static IResourceBuilder<T> WithExporterCheck<T>(this IResourceBuilder<T> exporter, int port, ExporterPlan plan)
        where T : IResource
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/metrics"));
        return exporter.WithMetrics(plan.Service).WithCheck(token => ExporterCheck.TryAsync(address, plan.Works, token), HealthChecks.PauseOfExporters);
    }
}
