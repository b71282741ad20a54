using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>The shim on the real orchestrator: every test has one of its own.</summary>
public sealed class RunModeTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private readonly CancellationTokenSource _limit = new(Limit);
    private DistributedApplication? _application;

    private CancellationToken Cancellation => _limit.Token;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync(CancellationToken.None);
            await _application.DisposeAsync();
        }

        _limit.Dispose();
    }

    [Fact]
    public async Task Executable_WithEndpointFromEnvironment_ListensBehindTheProxy()
    {
        var builder = Orchestrator.CreateBuilder();
        var echo = builder.AddExecutable("echo", "bash", ".", "-c", "echo target $PORT; exec sleep 600").WithHttpEndpoint(env: "PORT");
        await StartAsync(builder);

        await _application!.ResourceNotifications.WaitForResourceHealthyAsync("echo", Cancellation);
        var line = await LineAsync("echo", l => l.StartsWith("target ", StringComparison.Ordinal));

        Assert.True(echo.GetEndpoint("http").IsAllocated);
        Assert.NotEqual(echo.GetEndpoint("http").Port.ToString(System.Globalization.CultureInfo.InvariantCulture), line["target ".Length..]);
    }

    [Fact]
    public async Task WaitFor_UnhealthyDependency_StartsOnlyWhenHealthy()
    {
        var healthy = false;
        var order = new ConcurrentQueue<string>();
        var builder = Orchestrator.CreateBuilder();
        builder.Services.AddHealthChecks().AddCheck("gate", () =>
        {
            order.Enqueue("asked");
            return Volatile.Read(ref healthy) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet");
        });
        var server = builder.AddExecutable("server", "sleep", ".", "600").WithHealthCheck("gate")
            .OnResourceReady((_, _, _) =>
            {
                order.Enqueue("ready");
                return Task.CompletedTask;
            });
        builder.AddExecutable("client", "sleep", ".", "600").WaitFor(server)
            .WithEnvironment(_ => order.Enqueue("client"));
        var starting = StartAsync(builder);

        await _applicationStarted.Task.WaitAsync(Cancellation);
        var waiting = await _application!.ResourceNotifications.WaitForResourceAsync("client", e => e.Snapshot.State?.Text == KnownResourceStates.Waiting, Cancellation);
        Volatile.Write(ref healthy, true);
        await starting;
        await _application.ResourceNotifications.WaitForResourceAsync("client", KnownResourceStates.Running, Cancellation);

        Assert.Contains(waiting.Snapshot.Properties, p => p.Name == "resource.waitingFor");
        Assert.Equal(["ready", "client"], order.Where(step => step is not "asked"));
    }

    [Fact]
    public async Task Events_OfAResource_AreToldInTheirOrder()
    {
        var told = new ConcurrentQueue<string>();
        var builder = Orchestrator.CreateBuilder();
        builder.AddExecutable("service", "sleep", ".", "600").WithHttpEndpoint(env: "PORT")
            .OnInitializeResource((_, _, _) => TellAsync("initialize"))
            .OnResourceEndpointsAllocated((_, _, _) => TellAsync("its endpoints"))
            .OnBeforeResourceStarted((_, _, _) => TellAsync("before its start"));
        builder.Eventing.Subscribe<AfterEndpointsAllocatedEvent>((_, _) => TellAsync("all endpoints"));

        await StartAsync(builder);

        Assert.Equal(["initialize", "its endpoints", "all endpoints", "before its start"], told);

        Task TellAsync(string what)
        {
            told.Enqueue(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task WaitForCompletion_WrongExitCode_FailsToStartAndSaysWhy()
    {
        var builder = Orchestrator.CreateBuilder();
        var job = builder.AddExecutable("job", "sh", ".", "-c", "exit 3");
        builder.AddExecutable("service", "sleep", ".", "600").WaitForCompletion(job);
        await StartAsync(builder);

        await _application!.ResourceNotifications.WaitForResourceAsync("service", KnownResourceStates.FailedToStart, Cancellation);
        var line = await LineAsync("service", l => l.Contains("exit code", StringComparison.Ordinal));

        Assert.Contains("'job' to complete with exit code 0, but it was 3", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executable_MissingProgram_FailsToStartAndTheLogNamesIt()
    {
        var builder = Orchestrator.CreateBuilder();
        builder.AddExecutable("nothing", "no-such-program-here", ".");
        await StartAsync(builder);

        await _application!.ResourceNotifications.WaitForResourceAsync("nothing", KnownResourceStates.FailedToStart, Cancellation);
        var line = await LineAsync("nothing", l => l.Contains("not found", StringComparison.Ordinal));

        Assert.Contains("no-such-program-here", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeResourceStarted_Throws_FailsToStartOnlyThatResource()
    {
        var builder = Orchestrator.CreateBuilder();
        builder.AddExecutable("broken", "sleep", ".", "600")
            .OnBeforeResourceStarted((_, _, _) => throw new DistributedApplicationException("no folder"));
        builder.AddExecutable("sound", "sleep", ".", "600");
        await StartAsync(builder);

        await _application!.ResourceNotifications.WaitForResourceAsync("broken", KnownResourceStates.FailedToStart, Cancellation);
        await _application.ResourceNotifications.WaitForResourceAsync("sound", KnownResourceStates.Running, Cancellation);
        Assert.Contains("no folder", await LineAsync("broken", _ => true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_StopStartRestart_ReplaceTheProcess()
    {
        var builder = Orchestrator.CreateBuilder();
        var service = builder.AddExecutable("service", "sleep", ".", "600").Resource;
        await StartAsync(builder);
        var notifications = _application!.ResourceNotifications;
        var first = ProcessId(await notifications.WaitForResourceHealthyAsync("service", Cancellation));

        Assert.True((await _application.ResourceCommands.ExecuteCommandAsync(service, KnownResourceCommands.StopCommand, Cancellation)).Success);
        await notifications.WaitForResourceAsync("service", KnownResourceStates.TerminalStates, Cancellation);
        Assert.Equal("gone", Life(first));
        Assert.True((await _application.ResourceCommands.ExecuteCommandAsync(service, KnownResourceCommands.StartCommand, Cancellation)).Success);
        var second = ProcessId(await notifications.WaitForResourceHealthyAsync("service", Cancellation));
        Assert.True((await _application.ResourceCommands.ExecuteCommandAsync(service, KnownResourceCommands.RestartCommand, Cancellation)).Success);
        var third = ProcessId(await notifications.WaitForResourceAsync(
            "service", e => e.Snapshot.HealthStatus is HealthStatus.Healthy && ProcessId(e) != second, Cancellation));

        Assert.Equal(3, new HashSet<int> { first, second, third }.Count);
    }

    [Fact]
    public async Task ExplicitStart_StartsByItsCommandOnly()
    {
        var builder = Orchestrator.CreateBuilder();
        var late = builder.AddExecutable("late", "sleep", ".", "600").WithExplicitStart().Resource;
        await StartAsync(builder);
        var notifications = _application!.ResourceNotifications;
        await notifications.WaitForResourceAsync("late", KnownResourceStates.NotStarted, Cancellation);

        var result = await _application.ResourceCommands.ExecuteCommandAsync(late, KnownResourceCommands.StartCommand, Cancellation);

        Assert.True(result.Success, result.Message);
        await notifications.WaitForResourceHealthyAsync("late", Cancellation);
    }

    [Fact]
    public async Task StopAsync_EndsEveryProcessAndItsChildren()
    {
        var builder = Orchestrator.CreateBuilder();
        builder.AddExecutable("parent", "bash", ".", "-c", "sleep 601 & echo child $!; wait");
        await StartAsync(builder);
        var parent = ProcessId(await _application!.ResourceNotifications.WaitForResourceHealthyAsync("parent", Cancellation));
        var child = int.Parse((await LineAsync("parent", l => l.StartsWith("child ", StringComparison.Ordinal)))["child ".Length..], System.Globalization.CultureInfo.InvariantCulture);

        await _application.StopAsync(Cancellation);

        Assert.Equal("gone", Life(parent));
        Assert.Equal("gone", Life(child));
    }

    [Fact]
    public async Task Child_OfAProcess_HasNoStateUntilItIsPublished()
    {
        var builder = Orchestrator.CreateBuilder();
        var parent = builder.AddExecutable("parent", "sleep", ".", "600");
        var child = builder.AddResource(new Child("child", parent.Resource));
        await StartAsync(builder);
        var notifications = _application!.ResourceNotifications;
        await notifications.WaitForResourceHealthyAsync("parent", Cancellation);
        Assert.True(notifications.TryGetCurrentState("child", out var before));

        await notifications.PublishUpdateAsync(child.Resource, s => s with { State = KnownResourceStates.Running });

        Assert.Null(before.Snapshot.State);
        await notifications.WaitForResourceHealthyAsync("child", Cancellation);
    }

    private readonly TaskCompletionSource _applicationStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int ProcessId(ResourceEvent change)
        => (int)change.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value!;

    /// <summary>The process's state letter, or <c>gone</c> where there is none or nobody has collected its exit code yet.</summary>
    private static string Life(int processId)
    {
        var path = $"/proc/{processId}/stat";
        var state = File.Exists(path) ? File.ReadAllText(path).Split(") ")[1][..1] : "Z";
        return state is "Z" or "X" ? "gone" : state;
    }

    [Fact]
    public async Task Container_ThatACallbackGivesAProcessesAddress_AsksForATunnelToIt()
    {
        var builder = Orchestrator.CreateBuilder();
        var server = builder.AddExecutable("server", "sleep", ".", "600").WithHttpEndpoint();
        builder.AddContainer("box", "image-that-nobody-has", "1").WithEnvironment(context => context.EnvironmentVariables["API"] = server.GetEndpoint("http"));
        _ = StartAsync(builder);

        await _applicationStarted.Task.WaitAsync(Cancellation);
        await _application!.ResourceNotifications.WaitForResourceAsync("box", KnownResourceStates.Starting, Cancellation);
        var client = _application.Services.GetRequiredService<DcpClient>();
        await using var proxies = client.WatchAsync(DcpKind.ContainerNetworkTunnelProxy, Cancellation).GetAsyncEnumerator();
        Assert.True(await proxies.MoveNextAsync());

        var tunnel = Assert.Single(proxies.Current.Object["spec"]!["tunnels"]!.AsArray())!;
        Assert.Equal("server-http", tunnel["serverServiceName"]!.GetValue<string>());
        Assert.NotNull(await client.FindAsync(DcpKind.Service, tunnel["clientServiceName"]!.GetValue<string>(), Cancellation));
    }

    private async Task StartAsync(IDistributedApplicationBuilder builder)
    {
        _application = builder.Build();
        _applicationStarted.SetResult();
        await _application.StartAsync(Cancellation);
    }

    private async Task<string> LineAsync(string resourceName, Func<string, bool> predicate)
    {
        var loggers = _application!.Services.GetRequiredService<ResourceLoggerService>();
        await foreach (var lines in loggers.WatchAsync(resourceName, Cancellation))
        {
            foreach (var line in lines)
            {
                if (predicate(line.Content))
                {
                    return line.Content;
                }
            }
        }

        throw new InvalidOperationException("The console ended.");
    }

    private sealed class Child(string name, IResource parent) : Resource(name), IResourceWithParent
    {
        public IResource Parent { get; } = parent;
    }
}
