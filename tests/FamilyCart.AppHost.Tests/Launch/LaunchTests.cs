using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
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

namespace FamilyCart.AppHost.Tests.Launch;

/// <summary>Whole runs of small topologies with the real orchestrator and real servers.</summary>
[Collection(TopologyTests.Name)]
[Trait("Category", "Topology")]
public sealed class LaunchTests(TopologyFixture topology) : IDisposable
{
    private readonly LaunchRun _run = new(topology);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task LaunchAsync_BackingServices_ComeUpHealthyAndStopClean()
    {
        var builder = _run.Builder();
        var server = builder.AddUatPostgres("uat-db");
        server.AddDatabase("familycart");
        server.AddMonitor("monitor");
        builder.AddUatRedis("uat-redis");
        builder.AddUatPrometheus("uat-prometheus");
        builder.AddUatAlertmanager("uat-alertmanager");
        builder.AddExecutable("uat-migrations", "true", "/").WithRole("project", Expectation.Completed);

        Assert.Equal(ExitCode.Ok, await _run.LaunchUntilUpAsync(builder));

        Assert.Contains("\"exitCode\": 0", await File.ReadAllTextAsync(_run.Report), StringComparison.Ordinal);
        var resources = JsonDocument.Parse(await File.ReadAllTextAsync(_run.Report)).RootElement.GetProperty("resources").EnumerateArray()
            .ToDictionary(r => r.GetProperty("name").GetString()!, r => (r.GetProperty("state").GetString(), r.GetProperty("health").GetString()));
        Assert.Equal(
            ["familycart", "monitor", "uat-alertmanager", "uat-db", "uat-migrations", "uat-prometheus", "uat-redis"], resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(resources, r => Assert.Equal(r.Key == "uat-migrations" ? ("Finished", "completed") : ("Running", "healthy"), r.Value));
        Assert.False(File.Exists(_run.Folder.Below("data", "postgres", "postmaster.pid")));
        Assert.True(File.Exists(_run.Folder.Below("data", "uat-prometheus", "etc", "targets", "alertmanager", "uat-alertmanager.json")));
        Assert.Contains("ready to accept connections", await File.ReadAllTextAsync(_run.Folder.Below("logs", "uat-db.log")), StringComparison.Ordinal);
        Assert.Empty(_run.Errors);
    }

    [Fact]
    public async Task LaunchAsync_ResourceDiesWhileStarting_NamesItAndShowsItsLog()
    {
        var builder = _run.Builder();
        builder.AddExecutable("dies", "sh", "/", "-c", "echo the disk is full >&2; exit 3").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));

        Assert.Equal(ExitCode.ResourceFailed, await _run.LaunchAsync(builder));

        Assert.Contains("error: dies failed: it ended with exit code 3.", _run.Errors, StringComparison.Ordinal);
        Assert.Contains("dies | ", _run.Errors, StringComparison.Ordinal);
        Assert.Contains("the disk is full", _run.Errors, StringComparison.Ordinal);
        Assert.Contains("\"exitCode\": 3", await File.ReadAllTextAsync(_run.Report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_PreparationFails_NamesTheResourceAndTheReason()
    {
        var builder = _run.Builder();
        builder.AddUatPostgres("uat-db");
        Directory.CreateDirectory(_run.Folder.Below("data"));
        _run.Folder.Write("data/familycart.json", JsonSerializer.Serialize(new { Topology = topology.Name, Runtime = "Processes", builder.Topology().PostgresMajor }));
        _run.Folder.Write("data/postgres/PG_VERSION", "damaged");

        Assert.Equal(ExitCode.ResourceFailed, await _run.LaunchAsync(builder));

        Assert.Contains("error: uat-db failed: it could not be started.", _run.Errors, StringComparison.Ordinal);
        Assert.Contains("postgres --single failed", _run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_NeverHealthy_SaysWhichAndWhy()
    {
        var builder = _run.Builder("--Launch:Timeout=599");
        var sick = builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("no room on the disk"));
        builder.AddExecutable("waits", "sleep", "/", "600").WithRole("process").WaitFor(sick);

        var known = () => Regex.IsMatch(_run.Output, @"\bsick +Running, unhealthy") && Regex.IsMatch(_run.Output, @"\bwaits +Waiting");
        Assert.Equal(ExitCode.NotHealthyInTime, await _run.LaunchUntilLateAsync(builder, TimeSpan.FromSeconds(599), known));

        Assert.Contains(
            "Not healthy within 599 s (Launch:Timeout): sick: it runs but is not healthy: no room on the disk; waits: it still waits for others.",
            _run.Errors,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Misbehaviour.None, nameof(ExitCode.Ok))]
    [InlineData(Misbehaviour.RefusesRegistration, nameof(ExitCode.SmokeFailed))]
    public async Task LaunchAsync_Smoke_PushesTheScenarioThroughTheGateway(Misbehaviour misbehaviour, string code)
    {
        await using var gateway = await FakeGateway.StartAsync(
            misbehaviour, TopologyFixture.PortOffset + Ports.Gateway, TopologyFixture.PortOffset + Ports.ApiBlue);
        var builder = _run.Builder("--Launch:Smoke=true", $"--Parameters:operator-token={FakeGateway.OperatorToken}");
        builder.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process");

        Assert.Equal(code, (await _run.LaunchAsync(builder)).ToString());

        Assert.True(JsonDocument.Parse(await File.ReadAllTextAsync(_run.Report)).RootElement.GetProperty("smoke").GetArrayLength() >= 1);
        Assert.Contains("register the first user", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_InterruptedWhileStarting_StopsInGoodOrder()
    {
        var builder = _run.Builder();
        var sick = builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));
        builder.AddExecutable("waits", "sleep", "/", "600").WithRole("process").WaitFor(sick);
        using var interruption = new CancellationTokenSource();
        var others = OrchestratorProcess.Running();
        var run = _run.Start(builder, interruption.Token);
        await _run.UntilAsync(run, () => _run.Output.Contains("waits                   Waiting", StringComparison.Ordinal));

        await interruption.CancelAsync();

        Assert.Equal(ExitCode.Ok, await LaunchRun.EndedAsync(run, others));
        Assert.Contains("Interrupted.", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_SmokeInterruptedBeforeItIsDone_IsNoSuccess()
    {
        _run.Folder.Write("report.json", "of an earlier run");
        var builder = _run.Builder("--Launch:Smoke=true");
        builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));
        using var interruption = new CancellationTokenSource();
        var others = OrchestratorProcess.Running();
        var run = _run.Start(builder, interruption.Token);
        await _run.UntilAsync(run, () => _run.Output.Contains("sick                    Running", StringComparison.Ordinal));
        Assert.False(File.Exists(_run.Report));

        await interruption.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await LaunchRun.EndedAsync(run, others));
        Assert.Contains("\"exitCode\": 130", await File.ReadAllTextAsync(_run.Report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_HostStopsByItself_IsAFailure()
    {
        var builder = _run.Builder();
        builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("not yet"));
        builder.Services.AddSingleton<IHostedService, StopsTheHost>();

        Assert.Equal(ExitCode.HostStopped, await _run.LaunchAsync(builder));
        Assert.Contains("stopped by itself", _run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_SecondRunAndTakenPort_AreRefused()
    {
        var first = _run.Builder();
        first.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process");
        using var interruption = new CancellationTokenSource();
        var others = OrchestratorProcess.Running();
        var run = _run.Start(first, interruption.Token);
        await _run.UntilAsync(run, () => File.Exists(_run.Report));

        Assert.Equal(ExitCode.AlreadyRunning, await _run.LaunchAsync(_run.Builder()));
        Assert.Contains($"pid {Environment.ProcessId}", _run.Errors, StringComparison.Ordinal);

        await interruption.CancelAsync();
        Assert.Equal(ExitCode.Ok, await LaunchRun.EndedAsync(run, others));

        using var listener = new TcpListener(IPAddress.Loopback, TopologyFixture.PortOffset + Ports.Redis);
        listener.Start();
        var second = _run.Builder();
        second.AddUatRedis("uat-redis");
        Assert.Equal(ExitCode.PortTaken, await _run.LaunchAsync(second));
        Assert.Contains("which uat-redis needs", _run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_NoOrchestrator_IsMissingPrerequisite()
    {
        var builder = _run.Builder("--ASPIRE_DCP_PATH=/nowhere/dcp", "--DcpPublisher:CliPath=/nowhere/dcp");
        builder.AddExecutable("sleeps", "sleep", "/", "600").WithRole("process");

        Assert.Equal(ExitCode.PrerequisiteMissing, await _run.LaunchAsync(builder));
    }

    [Fact]
    public async Task LaunchAsync_Ollama_FetchesItsModelOnceItAnswers()
    {
        using var programs = new FakePrograms("exec sleep 600", "ollama");
        var builder = _run.Builder("--Ollama:Enabled=true", "--Ollama:Model=tiny");
        builder.AddUatOllama("uat-ollama");
        builder.AddExecutable("sick", "sleep", "/", "600").WithRole("process").WithCheck(_ => Task.FromResult<string?>("keeps the run starting"));
        using var interruption = new CancellationTokenSource();
        var others = OrchestratorProcess.Running();
        var run = _run.Start(builder, interruption.Token);
        await _run.UntilAsync(run, () => _run.Output.Contains("uat-ollama              Running", StringComparison.Ordinal));

        await using var server = await FakeOllama.StartAsync(TopologyFixture.PortOffset + Ports.Ollama);
        await _run.UntilAsync(run, () => _run.Output.Contains("uat-ollama-model        Running", StringComparison.Ordinal));

        await interruption.CancelAsync();
        Assert.Equal(ExitCode.Ok, await LaunchRun.EndedAsync(run, others));
        Assert.Equal(["tiny"], server.Pulled);
        Assert.Contains("uat-ollama-model        pulling aa 50 %", _run.Output, StringComparison.Ordinal);
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
}
