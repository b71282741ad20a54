namespace FamilyCart.RunnerManager.History;

/// <summary>A job that is over.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Name">The job's name.</param>
/// <param name="Workflow">Null where GitHub did not say.</param>
/// <param name="Branch">Null where GitHub did not say.</param>
/// <param name="Conclusion">Such as <c>success</c>; null where GitHub did not say.</param>
/// <param name="Runner">The registration that had it; null when none did.</param>
/// <param name="StartedAt">Null where GitHub did not say.</param>
/// <param name="EndedAt">As GitHub said, else when the fleet was told.</param>
/// <param name="Life">The name under which its runner's life line is; null where none of the fleet had it.</param>
internal sealed record EndedJob(
    long Id, string Repository, string Name, string? Workflow, string? Branch, string? Conclusion, string? Runner, DateTimeOffset? StartedAt, DateTimeOffset EndedAt, string? Life);
