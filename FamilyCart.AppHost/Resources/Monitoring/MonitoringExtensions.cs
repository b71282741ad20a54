using System.Globalization;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class MonitoringExtensions
{
    private const string Account = "prometheus";

    /// <summary>
    /// Prometheus, in a run always a process, because it scrapes services on loopback. Its targets are every resource of the model with
    /// metrics, and the Alertmanager if there is one.
    /// </summary>
    /// <returns>The server, or null when this run has none; the table then says why.</returns>
    public static IResourceBuilder<IResourceWithEndpoints>? AddUatPrometheus(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return builder.PublishPrometheus(name, () => Targets(builder));
        }

        var topology = builder.Topology();
        return Add(builder, name, Ports.Prometheus, ["prometheus"], folder => new Server(
            Source: "prometheus",
            Arguments:
            [
                $"--config.file={folder}/etc/prometheus.yml",
                $"--storage.tsdb.path={folder}/data",
                "--storage.tsdb.retention.time=15d",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{topology.Port(Ports.Prometheus)}"),
            ],
            Generated: () => Targets(builder)));
    }

    /// <summary>Alertmanager, a process beside Prometheus.</summary>
    /// <inheritdoc cref="AddUatPrometheus" path="/returns"/>
    public static IResourceBuilder<IResourceWithEndpoints>? AddUatAlertmanager(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return builder.PublishAlertmanager(name).WithAnnotation(new AlertmanagerAnnotation());
        }

        var topology = builder.Topology();
        return Add(builder, name, Ports.Alertmanager, ["prometheus-alertmanager", "alertmanager"], folder => new Server(
            Source: "alertmanager",
            Arguments:
            [
                $"--config.file={folder}/etc/alertmanager.yml",
                $"--storage.path={folder}/data",
                string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{topology.Port(Ports.Alertmanager)}"),
                // There is no second one to gossip with.
                "--cluster.listen-address=",
            ],
            Generated: () => []))?.WithAnnotation(new AlertmanagerAnnotation());
    }

    private static IResourceBuilder<ExecutableResource>? Add(
        IDistributedApplicationBuilder builder, string name, int basePort, string[] programs, Func<string, Server> describe)
    {
        var topology = builder.Topology();
        if (Programs.Find(programs) is not { } program)
        {
            topology.Absent.Add(new AbsentResource(name, $"not installed (package {programs[0]})"));
            return null;
        }

        var folder = topology.Folder(name);
        var server = describe(folder);
        var account = ServerAccount.For(Account);
        IReadOnlyList<string> command = [.. account.Prefix, program, .. server.Arguments];
        return builder.AddExecutable(name, command[0], "/", [.. command.Skip(1)])
            .WithFixedHttpEndpoint(topology.Port(basePort))
            .WithHttpHealthCheck("/-/ready")
            .WithMetrics(server.Source)
            .WithRole("process")
            .OnBeforeResourceStarted((_, _, _) =>
            {
                // The server's account owns its data and nothing above, so that nobody but us decides what is written where.
                OpenFolder.Create(folder);
                account.TakeBack(folder);
                ConfigurationFolder.Write(Path.Combine(topology.Repository, "monitoring", server.Source), Path.Combine(folder, "etc"), server.Generated());
                account.CreateFolder(Path.Combine(folder, "data"));
                return Task.CompletedTask;
            });
    }

    private static IEnumerable<KeyValuePair<string, string>> Targets(IDistributedApplicationBuilder builder)
    {
        var isPublished = builder.ExecutionContext.IsPublishMode;
        // Whoever is not there would be called absent.
        var carried = isPublished ? builder.Resources.Where(resource => resource.ComposePlan() is { } plan && builder.Topology().Settings.Publish.Carries(plan)) : builder.Resources;
        foreach (var (file, contents) in ScrapeTargets.Of(carried, isPublished))
        {
            yield return new($"targets/{file}", contents);
        }

        foreach (var resource in builder.Resources.Where(resource => resource.Annotations.OfType<AlertmanagerAnnotation>().Any()))
        {
            var endpoint = resource.Annotations.OfType<EndpointAnnotation>().First();
            yield return new($"targets/alertmanager/{resource.Name}.json", ScrapeTargets.File(resource.Name, "alertmanager", ScrapeTargets.Address(resource, endpoint, isPublished)));
        }
    }

    /// <summary>Marks where Prometheus sends its alerts.</summary>
    private sealed record AlertmanagerAnnotation : IResourceAnnotation;

    private sealed record Server(string Source, IReadOnlyList<string> Arguments, Func<IEnumerable<KeyValuePair<string, string>>> Generated);
}
