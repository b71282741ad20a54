using Aspire.Hosting;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Topology;
using Spectre.Console;

namespace FamilyCart.AppHost.Tests.Support;

/// <summary>Runs of a small topology with a folder of its own, and all that they say.</summary>
internal sealed class LaunchRun(TopologyFixture topology) : IDisposable
{
    /// <summary>No run of a test lasts longer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public TemporaryFolder Folder { get; } = new();

    public string Report => Folder.Below("report.json");

    public string Output => _output.ToString();

    public string Errors => _errors.ToString();

    /// <summary>A topology without resources, whose data, report and logs lie in the folder.</summary>
    public IDistributedApplicationBuilder Builder(params string[] more)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [.. topology.Arguments("processes"), $"--Topology:DataDirectory={Folder.Below("data")}", $"--Launch:Json={Report}", $"--Launch:LogDirectory={Folder.Below("logs")}", .. more],
            AssemblyName = typeof(ExitCode).Assembly.GetName().Name,
            DisableDashboard = true,
        });
        builder.AddUatTopology();
        return builder;
    }

    /// <summary>Starts a run and returns at once.</summary>
    public Task<ExitCode> Start(IDistributedApplicationBuilder builder, CancellationToken interruption, TimeProvider? time = null) =>
        builder.LaunchAsync(Console(), time ?? TimeProvider.System, interruption);

    /// <summary>Runs to the end, after which nothing of it may be left.</summary>
    public async Task<ExitCode> LaunchAsync(IDistributedApplicationBuilder builder)
    {
        var others = OrchestratorProcess.Running();
        var run = Start(builder, CancellationToken.None);
        await Task.WhenAny(run, Task.Delay(Limit));
        Assert.True(run.IsCompleted, $"the run did not end:\n{_output}\n{_errors}");
        await OrchestratorProcess.UntilGoneAsync(others, Limit);
        Assert.False(File.Exists(Folder.Below("data", "postgres", "postmaster.pid")), "PostgreSQL was left behind");
        return await run;
    }

    /// <summary>Runs until everything is up, then interrupts it.</summary>
    public async Task<ExitCode> LaunchUntilUpAsync(IDistributedApplicationBuilder builder, TimeProvider? time = null)
    {
        using var interruption = new CancellationTokenSource();
        var others = OrchestratorProcess.Running();
        var run = Start(builder, interruption.Token, time);
        await UpAsync(run);
        Assert.Contains("\"exitCode\": null", await File.ReadAllTextAsync(Report), StringComparison.Ordinal);
        await interruption.CancelAsync();
        return await EndedAsync(run, others);
    }

    /// <summary>Runs until what is needed has been said, then lets the time for becoming healthy be over.</summary>
    /// <param name="builder">A topology that never gets healthy.</param>
    /// <param name="timeout">Its Launch:Timeout.</param>
    /// <param name="known">Whether the run has said what its last sentence shall hold.</param>
    public async Task<ExitCode> LaunchUntilLateAsync(IDistributedApplicationBuilder builder, TimeSpan timeout, Func<bool> known)
    {
        var time = new LapsingTime(timeout);
        var others = OrchestratorProcess.Running();
        var run = Start(builder, CancellationToken.None, time);
        await UntilAsync(run, known);
        time.Lapse();
        return await EndedAsync(run, others);
    }

    /// <summary>Waits for the end of a run, and of the orchestrator that it started.</summary>
    /// <param name="run">That ends soon.</param>
    /// <param name="others">Orchestrators that ran before it did.</param>
    public static async Task<ExitCode> EndedAsync(Task<ExitCode> run, IReadOnlyList<int> others)
    {
        var code = await run.WaitAsync(Limit);
        await OrchestratorProcess.UntilGoneAsync(others, Limit);
        return code;
    }

    /// <summary>Waits until everything is up.</summary>
    public Task UpAsync(Task run) => UntilAsync(run, () => File.Exists(Report));

    /// <summary>The run is another party whose progress shows in what it writes.</summary>
    public async Task UntilAsync(Task run, Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            Assert.False(run.IsCompleted, $"the run ended early:\n{_output}\n{_errors}");
            await Task.Delay(50, limit.Token);
        }
    }

    public void Dispose()
    {
        Folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    private LaunchConsole Console() =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Synchronized(_output)) }), TextWriter.Synchronized(_errors));
}
