using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>
/// The one topology that tests share and leave as it is. The variable <c>FAMILYCART_TOPOLOGY</c> names the description of one that
/// runs already; without it one is started.
/// </summary>
public sealed class TopologyFixture : IAsyncLifetime
{
    private TopologyRun? _run;
    private RunningCommand? _command;

    internal TopologyDescription Description { get; private set; } = null!;

    /// <summary>One file a resource.</summary>
    internal string Logs { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("FAMILYCART_TOPOLOGY") is { Length: > 0 } file)
        {
            Use(file);
            return;
        }

        _run = new TopologyRun();
        _command = _run.Start();
        await _run.HealthyAsync(_command);
        Use(_run.DescriptionFile);
    }

    public async Task DisposeAsync()
    {
        if (_command is not null)
        {
            await _command.SignalAsync("INT");
            await _command.EndAsync(TimeSpan.FromSeconds(60));
            _command.Dispose();
        }

        _run?.Dispose();
    }

    private void Use(string file)
    {
        Description = TopologyDescription.Read(file);
        Logs = Path.Combine(Path.GetDirectoryName(file)!, "logs");
    }
}

/// <summary>All that run a topology, one after the other: two at once would slow each other beyond their limits.</summary>
[CollectionDefinition("topology")]
public sealed class TopologySuite : ICollectionFixture<TopologyFixture>;
