namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>Where a job truly stands, which GitHub's status tells only in part.</summary>
public enum JobLife
{
    /// <summary>For an approval.</summary>
    Waiting,

    Queued,

    /// <summary>Handed to a listener, which has not acquired it; GitHub still says <c>queued</c>.</summary>
    Dispatched,

    /// <summary>A listener has it; GitHub says <c>in_progress</c>.</summary>
    Acquired,

    Completed,
}
