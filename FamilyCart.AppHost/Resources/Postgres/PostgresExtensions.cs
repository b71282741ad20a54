using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Resources.Postgres;

internal static class PostgresExtensions
{
    /// <summary>The database server: a process of the machine's own PostgreSQL, or a container, with the same settings.</summary>
    public static UatPostgres AddUatPostgres(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddSecret($"{name}-password").For(new SecretUse("postgres", name, PostgresCluster.Superuser));
        return builder.Topology().UsesContainers ? AddContainer(builder, name, password) : AddProcess(builder, name, password);
    }

    private static UatPostgres AddContainer(IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var topology = builder.Topology();
        var server = builder.AddPostgres(name, password: password, port: topology.Port(Ports.Postgres))
            .WithImageTag(ImageTags.Postgres)
            .WithDataVolume(topology.Volume("postgres"))
            .WithArgs([.. PostgresSettings.Shared().Concat(builder.ExecutionContext.IsPublishMode ? PostgresSettings.Archiving(PublishedBackup.ArchiveCommand) : [])
                .SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })])
            .WithComposePlan(PublishedPostgres.Server(builder, password.Resource.Name))
            .PublishAsDockerComposeService((_, service) => PublishedPostgres.Prepare(service, password.Resource.Name))
            .WithRole("container");
        if (builder.ExecutionContext.IsRunMode)
        {
            server.WithEndpoint("tcp", endpoint => endpoint.IsProxied = false);
        }

        if (builder.ExecutionContext.IsPublishMode)
        {
            builder.AddProvisioning(name, password.Resource.Name);
        }

        return new UatPostgres(server, server.Resource.Host, server.Resource.Port);
    }

    private static UatPostgres AddProcess(IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var topology = builder.Topology();
        var port = topology.Port(Ports.Postgres);
        var cluster = new PostgresCluster(topology.PostgresPrograms ?? "", topology.Folder("postgres"), port, topology.PostgresAccount, builder.ArchiveCommand());
        var command = cluster.RunCommand;
        var resource = new PostgresProcessResource(name, command[0], "/", password.Resource);
        var server = builder.AddResource(resource)
            .WithArgs([.. command.Skip(1)])
            .WithFixedTcpEndpoint(port, PostgresProcessResource.EndpointName)
            .WithRole("process")
            .OnBeforeResourceStarted(async (_, starting, token) =>
            {
                var logger = starting.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
                await cluster.PrepareAsync((await password.Resource.GetValueAsync(token))!, logger, token);
            });
        server.WithCheck(async token => await PostgresLogin.TryAsync(await resource.ConnectionStringExpression.GetValueAsync(token), token));
        return new UatPostgres(server, resource.Endpoint.Property(EndpointProperty.Host), resource.Endpoint.Property(EndpointProperty.Port));
    }
}
