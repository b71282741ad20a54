namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What the fleet needs of GitHub. Calls wait for the governor's turn and never throw for what GitHub or the network does.</summary>
internal interface IGitHub
{
    /// <summary>Makes a just-in-time registration. A name that is taken is <see cref="GitHubFault.Conflict"/>; after <see cref="GitHubFault.Unknown"/> look by <see cref="FindRunnerAsync"/>.</summary>
    Task<GitHubResult<MintedRunner>> MintAsync(GitHubScope scope, string name, IReadOnlyList<string> labels, string? runnerGroup, CancellationToken cancellationToken);

    /// <summary>A token for the runner's own configuration, good for an hour; one that is lost does no harm.</summary>
    Task<GitHubResult<RunnerToken>> RunnerTokenAsync(GitHubScope scope, RunnerTokenUse use, CancellationToken cancellationToken);

    /// <summary>All registrations of a scope, every page of them; free of charge while nothing has changed.</summary>
    Task<GitHubResult<IReadOnlyList<GitHubRunner>>> RunnersAsync(GitHubScope scope, CancellationToken cancellationToken);

    /// <summary>The registration of that very name, or null.</summary>
    Task<GitHubResult<GitHubRunner?>> FindRunnerAsync(GitHubScope scope, string name, CancellationToken cancellationToken);

    Task<GitHubResult<GitHubRunner>> RunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken);

    /// <summary>Removes a registration; true also when it was gone already. One with a job is <see cref="GitHubFault.Refused"/>.</summary>
    Task<GitHubResult<bool>> RemoveRunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken);

    /// <summary>The jobs of a repository's runs that are queued or in progress; free of charge while nothing has changed.</summary>
    Task<GitHubResult<IReadOnlyList<GitHubJob>>> OpenJobsAsync(string repository, CancellationToken cancellationToken);

    /// <summary>The jobs that are over of the repository's runs that changed since a moment: of the fifty latest runs, twenty at most; free of charge while nothing has changed.</summary>
    Task<GitHubResult<IReadOnlyList<GitHubJob>>> EndedJobsAsync(string repository, DateTimeOffset since, CancellationToken cancellationToken);

    Task<GitHubResult<GitHubJob>> JobAsync(string repository, long id, CancellationToken cancellationToken);

    /// <summary>The attempts to deliver of the scope's webhook since a moment, newest first, a thousand at most; free of charge while none is new.</summary>
    Task<GitHubResult<IReadOnlyList<HookDelivery>>> DeliveriesAsync(GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken);

    /// <summary>Asks GitHub to send a delivery again.</summary>
    Task<GitHubResult<bool>> RedeliverAsync(GitHubScope scope, long delivery, CancellationToken cancellationToken);

    /// <summary>The repositories of an organization that were pushed to since a moment, the latest first, a hundred at most; free of charge while nobody pushes.</summary>
    Task<GitHubResult<IReadOnlyList<string>>> PushedRepositoriesAsync(GitHubScope organization, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Until when a version of the runner is taken. <see cref="GitHubFault.NotFound"/> where GitHub tells no schedules: it does to enterprises alone.</summary>
    Task<GitHubResult<RunnerSchedule>> RunnerScheduleAsync(GitHubScope scope, Version version, CancellationToken cancellationToken);

    /// <summary>The newest version of the runner for Linux on processors such as this one; null where GitHub offers none.</summary>
    Task<GitHubResult<Version?>> NewestRunnerAsync(GitHubScope scope, CancellationToken cancellationToken);
}
