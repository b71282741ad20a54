namespace FamilyCart.RunnerManager.Distributions;

/// <summary>Where a version of the runner comes from.</summary>
internal interface IVersionSource
{
    /// <summary>Whether this host is configured to have one at all.</summary>
    bool IsConfigured { get; }

    /// <summary>Whether it is that of the image of containers.</summary>
    bool IsOfImage { get; }

    /// <summary>What is known of it.</summary>
    RunnerVersion Version { get; }

    /// <summary>Looks which one is there, and keeps it as <see cref="RunnerVersion.Current"/>. What is in the way is logged, and leaves it as it was.</summary>
    /// <returns>Whether it may be another one than at the last look.</returns>
    Task<bool> HasChangedAsync(CancellationToken cancellationToken);
}
