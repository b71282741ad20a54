using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Resources.Ollama;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Tests.Smoke;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace FamilyCart.AppHost.Tests.Launch;

/// <summary>Whole runs of small topologies with the real orchestrator and real servers.</summary>
[Collection(TopologyTests.Name)]
[Trait("Category", "Topology")]
public sealed class LaunchTests(TopologyFixture topology) : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private string Report => _folder.Below("report.json");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task LaunchAsync_BackingServices_ComeUpHealthyAndStopClean()
    {
        var builder = Builder();
        var server = builder.AddUatPostgres("uat-db");
        server.AddDatabase("familycart");
        server.AddMonitor("monitor");
        builder.AddUatRedis("uat-redis");
        builder.AddUatPrometheus("uat-prometheus");
        builder.AddUatAlertmanager("uat-alertmanager");
        builder.AddExecutable("uat-migrations", "true", "/").WithRole("project", Expectation.Completed);

        Assert.Equal(ExitCode.Ok, await LaunchUntilUpAsync(builder));

        Assert.Contains("\"exitCode\": 0", await File.ReadAllTextAsync(Report), StringComparison.Ordinal);
        var resources = JsonDocument.Parse(await File.ReadAllTextAsync(Report)).RootElement.GetProperty("resources").EnumerateArray()
            .ToDictionary(r => r.GetProperty("name").GetString()!, r => (r.GetProperty("state").GetString(), r.GetProperty("health").GetString()));
        Assert.Equal(
            ["familycart", "monitor", "uat-alertmanager", "uat-db", "uat-migrations", "uat-prometheus", "uat-redis"], resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(resources, r => Assert.Equal(r.Key == "uat-migrations" ? ("Finished", "completed") : ("Running", "healthy"), r.Value));
        Assert.False(File.Exists(_folder.Below("data", "postgres", "postmaster.pid")));
        Assert.True(File.Exists(_folder.Below("data", "uat-prometheus", "etc", "targets", "alertmanager", "uat-alertmanager.json")));
        Assert.Contains("ready to accept connections", await File.ReadAllTextAsync(_folder.Below("logs", "uat-db.log")), StringComparison.Ordinal);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task LaunchAsync_ResourceDiesWhileStarting_NamesItAndShowsItsLog()
    {
        var builder = Builder();
        builder.AddExecutable("dies", "sh", "/", "-c", "echo the disk is full >&2; exit 3").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));

        Assert.Equal(ExitCode.ResourceFailed, await LaunchAsync(builder));

        Assert.Contains("error: dies failed: it ended with exit code 3.", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("dies | ", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("the disk is full", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"exitCode\": 3", await File.ReadAllTextAsync(Report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_PreparationFails_NamesTheResourceAndTheReason()
    {
        var builder = Builder();
        builder.AddUatPostgres("uat-db");
        Directory.CreateDirectory(_folder.Below("data"));
        _folder.Write("data/familycart.json", JsonSerializer.Serialize(new { Topology = topology.Name, Runtime = "Processes", builder.Topology().PostgresMajor }));
        _folder.Write("data/postgres/PG_VERSION", "damaged");

        Assert.Equal(ExitCode.ResourceFailed, await LaunchAsync(builder));

        Assert.Contains("error: uat-db failed: it could not be started.", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("postgres --single failed", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_NeverHealthy_SaysWhichAndWhy()
    {
        var builder = Builder("--Launch:Timeout=6");
        var sick = builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("no room on the disk"));
        builder.AddExecutable("waits", "sleep", "/", "600").WithRole("process").WaitFor(sick);

        Assert.Equal(ExitCode.NotHealthyInTime, await LaunchAsync(builder));

        Assert.Contains(
            "Not healthy within 6 s (Launch:Timeout): sick: it runs but is not healthy: no room on the disk; waits: it still waits for others.",
            _errors.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Misbehaviour.None, nameof(ExitCode.Ok))]
    [InlineData(Misbehaviour.RefusesRegistration, nameof(ExitCode.SmokeFailed))]
    public async Task LaunchAsync_Smoke_PushesTheScenarioThroughTheGateway(Misbehaviour misbehaviour, string code)
    {
        await using var gateway = await FakeGateway.StartAsync(misbehaviour, TopologyFixture.PortOffset + Ports.Gateway);
        var builder = Builder("--Launch:Smoke=true");
        builder.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process");

        Assert.Equal(code, (await LaunchAsync(builder)).ToString());

        Assert.True(JsonDocument.Parse(await File.ReadAllTextAsync(Report)).RootElement.GetProperty("smoke").GetArrayLength() >= 1);
        Assert.Contains("register the first user", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_InterruptedWhileStarting_StopsInGoodOrder()
    {
        var builder = Builder();
        var sick = builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));
        builder.AddExecutable("waits", "sleep", "/", "600").WithRole("process").WaitFor(sick);
        using var interruption = new CancellationTokenSource();
        var run = builder.LaunchAsync(LaunchConsole(), TimeProvider.System, interruption.Token);
        await UntilAsync(run, () => _output.ToString().Contains("waits                   Waiting", StringComparison.Ordinal));

        await interruption.CancelAsync();

        Assert.Equal(ExitCode.Ok, await run.WaitAsync(s_limit));
        Assert.Contains("Interrupted.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_SmokeInterruptedBeforeItIsDone_IsNoSuccess()
    {
        _folder.Write("report.json", "of an earlier run");
        var builder = Builder("--Launch:Smoke=true");
        builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));
        using var interruption = new CancellationTokenSource();
        var run = builder.LaunchAsync(LaunchConsole(), TimeProvider.System, interruption.Token);
        await UntilAsync(run, () => _output.ToString().Contains("sick                    Running", StringComparison.Ordinal));
        Assert.False(File.Exists(Report));

        await interruption.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await run.WaitAsync(s_limit));
        Assert.Contains("\"exitCode\": 130", await File.ReadAllTextAsync(Report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_HostStopsByItself_IsAFailure()
    {
        var builder = Builder();
        builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));
        builder.Services.AddSingleton<IHostedService, StopsTheHost>();

        Assert.Equal(ExitCode.ResourceFailed, await LaunchAsync(builder));
        Assert.Contains("stopped by itself", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_SecondRunAndTakenPort_AreRefused()
    {
        var first = Builder();
        first.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process");
        using var interruption = new CancellationTokenSource();
        var run = first.LaunchAsync(LaunchConsole(), TimeProvider.System, interruption.Token);
        await UntilAsync(run, () => File.Exists(Report));

        Assert.Equal(ExitCode.AlreadyRunning, await LaunchAsync(Builder()));
        Assert.Contains($"pid {Environment.ProcessId}", _errors.ToString(), StringComparison.Ordinal);

        await interruption.CancelAsync();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(s_limit));

        using var listener = new TcpListener(IPAddress.Loopback, TopologyFixture.PortOffset + Ports.Redis);
        listener.Start();
        var second = Builder();
        second.AddUatRedis("uat-redis");
        Assert.Equal(ExitCode.PortTaken, await LaunchAsync(second));
        Assert.Contains("which uat-redis needs", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_NoOrchestrator_IsMissingPrerequisite()
    {
        var builder = Builder("--ASPIRE_DCP_PATH=/nowhere/dcp", "--DcpPublisher:CliPath=/nowhere/dcp");
        builder.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process");

        Assert.Equal(ExitCode.PrerequisiteMissing, await LaunchAsync(builder));
    }

    [Fact]
    public async Task LaunchAsync_Ollama_FetchesItsModelOnceItAnswers()
    {
        using var programs = new FakePrograms("exec sleep 600", "ollama");
        var builder = Builder("--Ollama:Enabled=true", "--Ollama:Model=tiny");
        builder.AddUatOllama("uat-ollama");
        builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("keeps the run starting"));
        using var interruption = new CancellationTokenSource();
        var run = builder.LaunchAsync(LaunchConsole(), TimeProvider.System, interruption.Token);
        await UntilAsync(run, () => _output.ToString().Contains("uat-ollama              Running", StringComparison.Ordinal));

        await using var server = await FakeOllama.StartAsync(TopologyFixture.PortOffset + Ports.Ollama);
        await UntilAsync(run, () => _output.ToString().Contains("uat-ollama-model        Running", StringComparison.Ordinal));

        await interruption.CancelAsync();
        Assert.Equal(ExitCode.Ok, await run.WaitAsync(s_limit));
        Assert.Equal(["tiny"], server.Pulled);
        Assert.Contains("uat-ollama-model        pulling aa 50 %", _output.ToString(), StringComparison.Ordinal);
    }

    private IDistributedApplicationBuilder Builder(params string[] more)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [.. topology.Arguments("processes"), $"--Topology:DataDirectory={_folder.Below("data")}", $"--Launch:Json={Report}", $"--Launch:LogDirectory={_folder.Below("logs")}", .. more],
            AssemblyName = typeof(ExitCode).Assembly.GetName().Name,
            DisableDashboard = true,
        });
        builder.AddUatTopology();
        return builder;
    }

    private LaunchConsole LaunchConsole() =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Synchronized(_output)) }), TextWriter.Synchronized(_errors));

    private async Task<ExitCode> LaunchAsync(IDistributedApplicationBuilder builder)
    {
        var run = builder.LaunchAsync(LaunchConsole(), TimeProvider.System, CancellationToken.None);
        await Task.WhenAny(run, Task.Delay(s_limit));
        Assert.True(run.IsCompleted, $"the run did not end:\n{_output}\n{_errors}");
        return await run;
    }

    private async Task<ExitCode> LaunchUntilUpAsync(IDistributedApplicationBuilder builder)
    {
        using var interruption = new CancellationTokenSource();
        var run = builder.LaunchAsync(LaunchConsole(), TimeProvider.System, interruption.Token);
        await UntilAsync(run, () => File.Exists(Report));
        Assert.Contains("\"exitCode\": null", await File.ReadAllTextAsync(Report), StringComparison.Ordinal);
        await interruption.CancelAsync();
        return await run.WaitAsync(s_limit);
    }

    private sealed class StopsTheHost(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>The run is another party whose progress shows in what it writes.</summary>
    private async Task UntilAsync(Task run, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (!condition())
        {
            Assert.False(run.IsCompleted, $"the run ended early:\n{_output}\n{_errors}");
            await Task.Delay(50, limit.Token);
        }
    }
}
