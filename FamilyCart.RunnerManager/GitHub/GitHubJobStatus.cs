namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Where a job stands at GitHub, in the order in which a job goes through them.</summary>
internal enum GitHubJobStatus
{
    /// <summary>For an approval, a slot of its concurrency group, or a deployment's rule; <c>requested</c> and <c>pending</c> count as this.</summary>
    Waiting,
    Queued,
    InProgress,
    Completed,
}
