using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers;

/// <summary>
/// What a runner is on this host. A driver remembers nothing: all that it says it reads from the machine, so a manager that was
/// restarted knows as much as the one before.
/// </summary>
internal interface IRunnerDriver
{
    /// <summary>Prepares a private folder and starts the listener in it.</summary>
    /// <param name="name">The registration's name, which names the folder too.</param>
    /// <param name="pool">Its pool, which says what it may use.</param>
    /// <param name="files">The registration's files, by name.</param>
    /// <param name="cancellationToken">Ends the wait; what was started stays.</param>
    /// <returns>Null when it runs, otherwise one sentence that says why not.</returns>
    Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken);

    /// <summary>What the machine says of a runner.</summary>
    Sighting Look(string name);

    /// <summary>The names of all runners of which anything is left on this host.</summary>
    IReadOnlyList<string> Names();

    /// <summary>Asks a listener to end, as Ctrl-C does. One with a job would cancel it: look first.</summary>
    void Interrupt(string name);

    /// <summary>Ends whatever runs of it and removes what is left.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
