using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Pools;

namespace RunnerBench;

/// <summary>Every runner that is asked for runs and listens.</summary>
internal sealed class PretendingDriver : IRunnerDriver
{
    private static readonly Sighting _listening = new(Exists: true, Runs: true, Works: false, Listened: true, Job: null, ExitCode: null);

    public Task<string?> ObstacleAsync(Pool pool, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(null);

    public ValueTask<Sighting> LookAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(_listening);

    public ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    public ValueTask InterruptAsync(string name, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;
}
