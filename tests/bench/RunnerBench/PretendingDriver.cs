using FamilyCart.RunnerManager.Drivers;

namespace RunnerBench;

/// <summary>Every runner that is asked for runs and listens.</summary>
internal sealed class PretendingDriver : IRunnerDriver
{
    private static readonly Sighting _listening = new(Exists: true, Runs: true, Works: false, Listened: true, Job: null, ExitCode: null);

    public Task<string?> StartAsync(string name, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Sighting Look(string name) => _listening;

    public IReadOnlyList<string> Names() => [];

    public void Interrupt(string name)
    {
        // Nobody is there.
    }

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;
}
