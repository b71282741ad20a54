using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Redis;

internal static class RedisExtensions
{
    /// <summary>The cache and message bus: a process of the machine's own Redis, or a container, with the same settings.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddUatRedis(this IDistributedApplicationBuilder builder, string name)
    {
        var password = builder.AddSecret($"{name}-password").For(new SecretUse("redis", name));
        return builder.Topology().UsesContainers ? AddContainer(builder, name, password) : AddProcess(builder, name, password);
    }

    private static IResourceBuilder<IResourceWithConnectionString> AddContainer(
        IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var topology = builder.Topology();
        var settings = RedisConfiguration.Shared(topology.Settings.Redis);
        var redis = builder.AddRedis(name, topology.Port(Ports.Redis), password)
            .WithImageTag(ImageTags.Redis)
            .WithDataVolume(topology.Volume("redis"))
            .WithArgs(context => AddSettings(context.Args, settings))
            .WithComposePlan(PublishedRedis.Server(password.Resource.Name))
            .PublishAsDockerComposeService((_, service) => PublishedRedis.ReadPassword(service, password.Resource.Name))
            .WithRole("container");
        if (builder.ExecutionContext.IsRunMode)
        {
            redis.WithEndpoint("tcp", endpoint => endpoint.IsProxied = false);
        }

        return redis;
    }

    /// <summary>
    /// The image is started by a shell whose whole command may be one argument. The server takes the shell's place: a shell that stays
    /// hands no signal on, and the engine would wait ten seconds and kill the server.
    /// </summary>
    private static void AddSettings(IList<object> arguments, IEnumerable<KeyValuePair<string, string>> settings)
    {
        if (arguments.Count > 0 && arguments[^1] is string command && command.StartsWith("redis-server ", StringComparison.Ordinal))
        {
            arguments[^1] = string.Join(' ', settings.Select(setting => $"--{setting.Key} {setting.Value}").Prepend($"exec {command}"));
            return;
        }

        arguments.Insert(0, "exec");
        foreach (var (key, value) in settings)
        {
            arguments.Add($"--{key}");
            arguments.Add(value.Trim('"'));
        }
    }

    private static IResourceBuilder<IResourceWithConnectionString> AddProcess(
        IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var topology = builder.Topology();
        if (Programs.Find("redis-server") is not { } program)
        {
            topology.Faults.Add(new Fault(ExitCode.PrerequisiteMissing, "Redis is not installed; install the package redis-server, or start a container engine."));
            program = "redis-server";
        }

        var port = topology.Port(Ports.Redis);
        var folder = topology.Folder("redis");
        var file = Path.Combine(folder, "redis.conf");
        var account = ServerAccount.For("redis");
        IReadOnlyList<string> command = [.. account.Prefix, program, file];
        var resource = new RedisProcessResource(name, command[0], "/", password.Resource);
        var secret = password.Resource;
        return builder.AddResource(resource)
            .WithArgs([.. command.Skip(1)])
            .WithFixedTcpEndpoint(port, RedisProcessResource.EndpointName)
            .WithRole("process")
            .OnBeforeResourceStarted(async (_, _, token) =>
            {
                account.CreateFolder(folder);
                account.WriteSecretFile(file, RedisConfiguration.File(topology.Settings.Redis, port, folder, (await secret.GetValueAsync(token))!));
            })
            .WithCheck(async token => await RedisPing.TryAsync("localhost", port, (await secret.GetValueAsync(token))!, token));
    }
}
