namespace FamilyCart.RunnerManager.Overview;

/// <summary>A job that is not over, for programs.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Name">The job's name.</param>
/// <param name="Status">waiting, queued or in_progress.</param>
/// <param name="QueuedSince">Since when it could have been taken; null once it is.</param>
/// <param name="Runner">The registration that has it; null until one has.</param>
/// <param name="Pool">The pool that will run it; null when it runs, or none is known.</param>
/// <param name="Reason">Why it waits, of a closed list; null when it does not.</param>
/// <param name="Explanation">The same in a sentence.</param>
internal sealed record JobOverview(
    long Id, string Repository, string Name, string Status, DateTimeOffset? QueuedSince, string? Runner, string? Pool, string? Reason, string? Explanation);
