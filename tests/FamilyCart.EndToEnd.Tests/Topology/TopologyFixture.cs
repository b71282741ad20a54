using System.Text.RegularExpressions;
using FamilyCart.EndToEnd.Tests.Running;
using FamilyCart.EndToEnd.Tests.Traces;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>
/// The one topology that tests share and leave as it is. The variable <c>FAMILYCART_TOPOLOGY</c> names the description of one that
/// runs already, <c>FAMILYCART_DASHBOARD</c> its dashboard's login address; without them one is started.
/// </summary>
public sealed partial class TopologyFixture : IAsyncLifetime
{
    private TopologyRun? _run;
    private RunningCommand? _command;

    internal TopologyDescription Description { get; private set; } = null!;

    /// <summary>One file a resource.</summary>
    internal string Logs { get; private set; } = "";

    /// <summary>Takes its traces; null for one that ran already, which sends them elsewhere.</summary>
    internal TraceReceiver? Traces { get; private set; }

    /// <summary>The address that the run printed, token and all; empty where it is not known.</summary>
    internal string DashboardLogin { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FAMILYCART_TOPOLOGY") is { Length: > 0 } file)
        {
            Use(file);
            DashboardLogin = Environment.GetEnvironmentVariable("FAMILYCART_DASHBOARD") ?? "";
            return;
        }

        _run = new TopologyRun();
        Traces = await TraceReceiver.StartAsync();
        _command = _run.Start(variables: Traces.Variables);
        await _run.HealthyAsync(_command);
        Use(_run.DescriptionFile);
        DashboardLogin = await LoginAsync(_command);
    }

    public async Task DisposeAsync()
    {
        if (_command is not null)
        {
            var processes = ProcessSnapshot.Of(_command.Id);
            await _command.SignalAsync("INT");
            await _command.EndAsync(TimeSpan.FromSeconds(120));
            _command.Dispose();
            await _run!.AssertNothingLeftAsync(processes);
        }

        if (Traces is not null)
        {
            await Traces.DisposeAsync();
        }

        _run?.Dispose();
    }

    /// <summary>The dashboard's login address as the run prints it.</summary>
    internal static async Task<string> LoginAsync(RunningCommand command)
    {
        // The description is written before the last lines are printed.
        for (var end = DateTime.UtcNow.AddSeconds(120); DateTime.UtcNow < end; await Task.Delay(100))
        {
            if (Login().Match(command.Said) is { Success: true } login)
            {
                return login.Groups[1].Value;
            }
        }

        throw new InvalidOperationException($"The run printed no login address of the dashboard. It said:\n{command.Said}");
    }

    [GeneratedRegex(@"^Dashboard +(http://localhost:[0-9]+/login\?t=[0-9a-f]{32})$", RegexOptions.Multiline)]
    private static partial Regex Login();

    private void Use(string file)
    {
        Description = TopologyDescription.Read(file);
        Logs = Path.Combine(Path.GetDirectoryName(file)!, "logs");
    }
}

/// <summary>All that run a topology, one after the other: two at once would slow each other beyond their limits.</summary>
[CollectionDefinition("topology")]
public sealed class TopologySuite : ICollectionFixture<TopologyFixture>;
