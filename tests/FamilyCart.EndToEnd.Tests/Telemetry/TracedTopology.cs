using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Running;
using FamilyCart.EndToEnd.Tests.Topology;
using FamilyCart.EndToEnd.Tests.Traces;

namespace FamilyCart.EndToEnd.Tests.Telemetry;

/// <summary>
/// A whole topology whose services send their traces to the tests, and log more than they usually do: the shared one, or, where that ran
/// already and sends them elsewhere, one of its own.
/// </summary>
public sealed class TracedTopology(TopologyFixture shared) : IAsyncLifetime
{
    private TopologyRun? _run;
    private TraceReceiver? _receiver;
    private RunningCommand? _command;

    internal TraceReceiver Traces => shared.Traces ?? _receiver!;

    internal TopologyDescription Description { get; private set; } = null!;

    internal string Logs { get; private set; } = "";

    /// <summary>Everything that the topology made up for itself: passwords and tokens by their names.</summary>
    internal IReadOnlyDictionary<string, string> Secrets => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Description.SecretsFile))!;

    public async Task InitializeAsync()
    {
        if (shared.Traces is not null)
        {
            (Description, Logs) = (shared.Description, shared.Logs);
            return;
        }

        _receiver = await TraceReceiver.StartAsync();
        _run = new TopologyRun("traced");
        _command = _run.Start(variables: _receiver.Variables);
        Description = await _run.HealthyAsync(_command);
        Logs = Path.Combine(Path.GetDirectoryName(_run.DescriptionFile)!, "logs");
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

        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }

        _run?.Dispose();
    }
}
