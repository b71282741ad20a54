using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers;

/// <summary>
/// What a runner is on this host. A driver remembers nothing: all that it says it reads from the machine, so a manager that was
/// restarted knows as much as the one before.
/// </summary>
/// <remarks>A machine that does not answer is an <see cref="IOException"/>, never a runner that is not there.</remarks>
internal interface IRunnerDriver
{
    /// <summary>Why this host cannot start a runner of that pool now, asked before it is registered.</summary>
    /// <returns>One sentence with its remedy; null when nothing is in the way.</returns>
    Task<string?> ObstacleAsync(Pool pool, CancellationToken cancellationToken);

    /// <summary>Prepares a private place and starts the listener in it.</summary>
    /// <param name="name">The registration's name, which names the place too.</param>
    /// <param name="pool">Its pool, which says what it may use.</param>
    /// <param name="files">The registration's files, by name.</param>
    /// <param name="cancellationToken">Ends the wait; what was started stays.</param>
    /// <returns>Null when it runs, otherwise one sentence that says why not.</returns>
    Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken);

    /// <summary>What the machine says of a runner.</summary>
    ValueTask<Sighting> LookAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names of all runners of which anything is left on this host.</summary>
    ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken);

    /// <summary>Asks a listener to end, as Ctrl-C does. One with a job would cancel it: look first.</summary>
    ValueTask InterruptAsync(string name, CancellationToken cancellationToken);

    /// <summary>Ends whatever runs of it and removes what is left.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes what is left here and is no runner's.</summary>
    Task TidyAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
