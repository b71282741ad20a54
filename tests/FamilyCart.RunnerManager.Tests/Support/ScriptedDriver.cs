using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A machine that does what a test says: runners that were started listen at once.</summary>
internal sealed class ScriptedDriver : IRunnerDriver
{
    private static readonly Sighting s_listens = new(true, true, false, true, null, null);

    /// <summary>Why runners of a pool do not start; asked when one has been registered.</summary>
    public Func<Pool, string?> NotStarted { get; set; } = _ => null;

    /// <summary>What comes before the names of what is here.</summary>
    public Func<Task> BeforeNames { get; set; } = () => Task.CompletedTask;

    public Task<string?> ObstacleAsync(Pool pool, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken) => Task.FromResult(NotStarted(pool));

    public ValueTask<Sighting> LookAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(s_listens);

    public async ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        await BeforeNames();
        return [];
    }

    public ValueTask InterruptAsync(string name, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;
}
