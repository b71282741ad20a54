namespace FamilyCart.RunnerManager.Health;

/// <summary>What a host sees of its listeners' sessions.</summary>
internal interface IListenerSigns
{
    /// <returns>The names of those that stand still or have no connection. One that cannot be looked at is not among them.</returns>
    /// <exception cref="IOException">The machine does not say.</exception>
    Task<IReadOnlySet<string>> SilentAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
