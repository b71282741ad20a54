namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What the fleet needs of GitHub. Calls wait for the governor's turn and never throw for what GitHub or the network does.</summary>
internal interface IGitHub
{
    /// <summary>Makes a just-in-time registration. A name that is taken is <see cref="GitHubFault.Conflict"/>; after <see cref="GitHubFault.Unknown"/> look by <see cref="FindRunnerAsync"/>.</summary>
    Task<GitHubResult<MintedRunner>> MintAsync(GitHubScope scope, string name, IReadOnlyList<string> labels, string? runnerGroup, CancellationToken cancellationToken);

    /// <summary>All registrations of a scope, every page of them; free of charge while nothing has changed.</summary>
    Task<GitHubResult<IReadOnlyList<GitHubRunner>>> RunnersAsync(GitHubScope scope, CancellationToken cancellationToken);

    /// <summary>The registration of that very name, or null.</summary>
    Task<GitHubResult<GitHubRunner?>> FindRunnerAsync(GitHubScope scope, string name, CancellationToken cancellationToken);

    Task<GitHubResult<GitHubRunner>> RunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken);

    /// <summary>Removes a registration; true also when it was gone already. One with a job is <see cref="GitHubFault.Refused"/>.</summary>
    Task<GitHubResult<bool>> RemoveRunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken);

    /// <summary>The jobs of a repository's runs that are queued or in progress; free of charge while nothing has changed.</summary>
    Task<GitHubResult<IReadOnlyList<GitHubJob>>> OpenJobsAsync(string repository, CancellationToken cancellationToken);

    Task<GitHubResult<GitHubJob>> JobAsync(string repository, long id, CancellationToken cancellationToken);

    /// <summary>The attempts to deliver of the scope's webhook since a moment, newest first, a thousand at most; free of charge while none is new.</summary>
    Task<GitHubResult<IReadOnlyList<HookDelivery>>> DeliveriesAsync(GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken);

    /// <summary>Asks GitHub to send a delivery again.</summary>
    Task<GitHubResult<bool>> RedeliverAsync(GitHubScope scope, long delivery, CancellationToken cancellationToken);
}
