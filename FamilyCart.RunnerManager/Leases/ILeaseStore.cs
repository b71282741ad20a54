namespace FamilyCart.RunnerManager.Leases;

/// <summary>Leases by the clock of the store alone: no two of them can be held at once, however wrong the holders' clocks are.</summary>
internal interface ILeaseStore
{
    /// <summary>Takes a lease that is free or expired, or renews one's own.</summary>
    /// <param name="name">What.</param>
    /// <param name="holder">Who; differs for every process, also after a restart.</param>
    /// <param name="duration">For how long from now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lease as it is now: the caller's when its holder is.</returns>
    Task<Lease> TakeAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Lets others have it at once; nothing happens when it is somebody else's.</summary>
    Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken);
}
