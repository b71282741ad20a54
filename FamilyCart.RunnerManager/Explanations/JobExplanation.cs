namespace FamilyCart.RunnerManager.Explanations;

/// <summary>Why a job waits, or what became of it.</summary>
/// <param name="Id">GitHub's id of the job.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Name">The job's name.</param>
/// <param name="Status">waiting, queued, in_progress or completed.</param>
/// <param name="Conclusion">What GitHub says of its end; null until then.</param>
/// <param name="Explanation">One sentence.</param>
/// <param name="Reason">Why it waits, of a closed list; null when it does not.</param>
/// <param name="Runner">The registration that has or had it; null until one has.</param>
/// <param name="Pool">The pool that runs it or will; null while none is known.</param>
/// <param name="QueuedSince">Since when it could have been taken; null once it is.</param>
internal sealed record JobExplanation(
    long Id, string Repository, string Name, string Status, string? Conclusion, string Explanation, string? Reason, string? Runner, string? Pool, DateTimeOffset? QueuedSince)
{
    /// <summary>What is known of its run; null until a runner of this fleet has it.</summary>
    public JobEvidence? Evidence { get; init; }
}
