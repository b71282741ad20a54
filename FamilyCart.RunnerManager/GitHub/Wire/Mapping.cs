namespace FamilyCart.RunnerManager.GitHub.Wire;

/// <summary>Turns what GitHub sends into what the fleet knows.</summary>
internal static class Mapping
{
    public static GitHubRunner ToRunner(this RunnerAnswer runner) =>
        new(runner.Id, runner.Name, runner.Status == "online", runner.Busy, [.. runner.Labels?.Select(static label => label.Name.ToLowerInvariant()) ?? []]);

    /// <param name="job">As GitHub sent it.</param>
    /// <param name="repository"><c>owner/name</c>.</param>
    public static GitHubJob ToJob(this JobAnswer job, string repository) => new(
        repository,
        job.Id,
        job.RunId,
        job.RunAttempt ?? 1,
        job.Name ?? string.Empty,
        job.WorkflowName,
        job.HeadBranch,
        ToStatus(job.Status),
        job.Conclusion,
        [.. job.Labels?.Select(static label => label.ToLowerInvariant()) ?? []],
        job.RunnerId,
        job.RunnerName,
        job.CreatedAt ?? job.StartedAt ?? DateTimeOffset.UnixEpoch,
        job.StartedAt,
        job.CompletedAt);

    public static HookDelivery ToDelivery(this DeliveryAnswer delivery) =>
        new(delivery.Id, delivery.Guid, delivery.DeliveredAt, delivery.Event ?? string.Empty, delivery.StatusCode);

    /// <summary>GitHub's name of a job's status; one that is new counts as waiting, since nothing may be done for it yet.</summary>
    public static GitHubJobStatus ToStatus(string? status) => status switch
    {
        "queued" => GitHubJobStatus.Queued,
        "in_progress" => GitHubJobStatus.InProgress,
        "completed" => GitHubJobStatus.Completed,
        _ => GitHubJobStatus.Waiting,
    };
}
