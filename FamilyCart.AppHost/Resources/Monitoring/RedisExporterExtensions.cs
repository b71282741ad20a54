using System.Globalization;
using System.Text.Json;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class RedisExporterExtensions
{
    private const string Passwords = "redis-exporter-passwords";

    private static readonly ExporterPlan s_plan = new()
    {
        Service = "redis",
        Port = Ports.RedisExporter,
        Programs = ["prometheus-redis-exporter", "redis_exporter"],
        Registry = ImageTags.Registry,
        Image = ImageTags.RedisExporterImage,
        Tag = ImageTags.RedisExporter,
        // Its image has no tool that could ask it.
        Published = PublishedMonitoring.DataWatcher with { Profiles = [ComposeProfile.Uat], User = "59000:59000" },
        Works = "redis_up",
    };

    /// <summary>Tells of the cache.</summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="redis">The cache.</param>
    public static void AddUatRedisExporter(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<IResourceWithConnectionString> redis)
    {
        var password = builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == $"{redis.Resource.Name}-password");
        var server = new EndpointReference((IResourceWithEndpoints)redis.Resource, "tcp");
        // Its file of passwords names each server as the variable does.
        var local = string.Create(CultureInfo.InvariantCulture, $"redis://localhost:{builder.Topology().Port(Ports.Redis)}");
        builder.AddExporter(
            name,
            s_plan,
            (exporter, folder) => exporter
                .WithEnvironment("REDIS_ADDR", local)
                .WithEnvironment("REDIS_PASSWORD_FILE", folder.Secret)
                .WaitFor(redis),
            exporter => exporter
                .WithEnvironment("REDIS_ADDR", ReferenceExpression.Create($"redis://{server.Property(EndpointProperty.HostAndPort)}"))
                .WithPassword(redis.Resource.Name, password)
                .WithContainerRuntimeArgs("--memory=64m")
                .WaitFor(redis),
            secret: async token => JsonSerializer.Serialize(new Dictionary<string, string?> { [local] = await password.GetValueAsync(token) }));
    }

    private static IResourceBuilder<ContainerResource> WithPassword(this IResourceBuilder<ContainerResource> exporter, string redis, ParameterResource password)
    {
        if (exporter.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return exporter.WithEnvironment("REDIS_PASSWORD", ReferenceExpression.Create($"{password}"));
        }

        return exporter
            .WithEnvironment("REDIS_PASSWORD_FILE", ComposeSecrets.FileOf(Passwords))
            .WithAnnotation(new RenderedSecretAnnotation(Passwords, secrets => JsonSerializer.Serialize(new Dictionary<string, string> { [$"redis://{redis}:6379"] = secrets(password.Name) })))
            .WithComposePlan(s_plan.Published with { Secrets = [Passwords] });
    }
}
