using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Running;
using FamilyCart.EndToEnd.Tests.Topology;

namespace FamilyCart.EndToEnd.Tests.Telemetry;

/// <summary>A whole topology whose services send their traces to the test, and log more than they usually do.</summary>
public sealed class TracedTopology : IAsyncLifetime
{
    private readonly TopologyRun _run = new("traced");
    private RunningCommand? _command;

    internal TraceReceiver Traces { get; private set; } = null!;

    internal TopologyDescription Description { get; private set; } = null!;

    internal string Logs => Path.Combine(Path.GetDirectoryName(_run.DescriptionFile)!, "logs");

    /// <summary>Everything that the topology made up for itself: passwords and tokens by their names.</summary>
    internal IReadOnlyDictionary<string, string> Secrets => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Description.SecretsFile))!;

    public async Task InitializeAsync()
    {
        Traces = await TraceReceiver.StartAsync();
        _command = _run.Start(variables: new Dictionary<string, string>
        {
            ["Telemetry__TraceStore"] = Traces.Address,
            ["Logging__LogLevel__Default"] = "Debug",
        });
        Description = await _run.HealthyAsync(_command);
    }

    public async Task DisposeAsync()
    {
        if (_command is not null)
        {
            await _command.SignalAsync("INT");
            await _command.EndAsync(TimeSpan.FromSeconds(60));
            _command.Dispose();
        }

        await Traces.DisposeAsync();
        _run.Dispose();
    }
}
