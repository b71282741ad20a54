namespace Aspire.Hosting;

public static class RedisBuilderExtensions
{
    private const int ContainerPort = 6379;
    private const string DataFolder = "/data";
    private const string PasswordVariable = "REDIS_PASSWORD";

    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false);
        var redis = new RedisResource(name, secret);
        var key = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, _ => new RedisHealthCheck(redis), null, null));
        redis.ShellExecution = true;
        return builder.AddResource(redis)
            .WithEndpoint(port: port, targetPort: ContainerPort, name: RedisResource.PrimaryEndpointName, scheme: "redis")
            .WithImage("library/redis", "8.6")
            .WithImageRegistry("docker.io")
            .WithIconName("Database")
            .WithEntrypoint("/bin/sh")
            .WithEnvironment(context =>
            {
                if (redis.PasswordParameter is { } parameter)
                {
                    context.EnvironmentVariables[PasswordVariable] = parameter;
                }
            })
            .WithArgs(context => AddArguments(redis, context))
            .WithHealthCheck(key);
    }

    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false)
        => builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder, isReadOnly)
            .PersistUnless(isReadOnly);

    public static IResourceBuilder<RedisResource> WithDataBindMount(this IResourceBuilder<RedisResource> builder, string source, bool isReadOnly = false)
        => builder.WithBindMount(source, DataFolder, isReadOnly).PersistUnless(isReadOnly);

    public static IResourceBuilder<RedisResource> WithHostPort(this IResourceBuilder<RedisResource> builder, int? port)
        => builder.WithEndpoint(RedisResource.PrimaryEndpointName, endpoint => endpoint.Port = port);

    public static IResourceBuilder<RedisResource> WithPassword(this IResourceBuilder<RedisResource> builder, IResourceBuilder<ParameterResource>? password)
        => builder.Set(server => server.PasswordParameter = password?.Resource);

    /// <summary>A snapshot to disk after the interval, 60 seconds by default, where enough keys have changed.</summary>
    public static IResourceBuilder<RedisResource> WithPersistence(
        this IResourceBuilder<RedisResource> builder, TimeSpan? interval = null, long keysChangedThreshold = 1)
        => builder.WithAnnotation(
            new PersistenceAnnotation(interval ?? TimeSpan.FromSeconds(60), keysChangedThreshold), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<RedisResource> PersistUnless(this IResourceBuilder<RedisResource> builder, bool isReadOnly)
        => isReadOnly ? builder : builder.WithPersistence();

    /// <summary>Arguments one by one, which the orchestrator joins for the shell; what is published has them joined already.</summary>
    private static void AddArguments(RedisResource redis, CommandLineArgsCallbackContext context)
    {
        List<string> command = ["redis-server"];
        if (redis.PasswordParameter is not null)
        {
            command.AddRange(["--requirepass", $"${PasswordVariable}"]);
        }

        if (redis.TryGetLastAnnotation<PersistenceAnnotation>(out var persistence))
        {
            command.Add("--save");
            command.Add(persistence.Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            command.Add(persistence.KeysChangedThreshold.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var argument in context.ExecutionContext.IsPublishMode ? ["-c", string.Join(' ', command)] : command)
        {
            context.Args.Add(argument);
        }
    }
}

internal sealed record PersistenceAnnotation(TimeSpan Interval, long KeysChangedThreshold) : IResourceAnnotation;
