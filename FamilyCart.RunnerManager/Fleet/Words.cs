using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>States as the database, the metrics and the page write them.</summary>
internal static class Words
{
    /// <summary>In lower case; the states of runners are one word each.</summary>
    public static string Of(RunnerState state) => state switch
    {
        RunnerState.Wanted => "wanted",
        RunnerState.Minted => "minted",
        RunnerState.Spawned => "spawned",
        RunnerState.Listening => "listening",
        RunnerState.Busy => "busy",
        RunnerState.Finished => "finished",
        RunnerState.Lost => "lost",
        _ => "gone",
    };

    public static RunnerState ToRunnerState(string word) => Enum.Parse<RunnerState>(word, ignoreCase: true);

    public static string Of(DrainTarget target) => target switch
    {
        DrainTarget.Pool => "pool",
        DrainTarget.Host => "host",
        _ => "runner",
    };

    public static DrainTarget ToDrainTarget(string word) => Enum.Parse<DrainTarget>(word, ignoreCase: true);

    /// <summary>As GitHub writes them.</summary>
    public static string Of(GitHubJobStatus status) => status switch
    {
        GitHubJobStatus.Waiting => "waiting",
        GitHubJobStatus.Queued => "queued",
        GitHubJobStatus.InProgress => "in_progress",
        _ => "completed",
    };

    /// <summary>What GitHub calls requested and pending counts as waiting; null for a word that is none of its.</summary>
    public static GitHubJobStatus? ToJobStatus(string word) => word switch
    {
        "waiting" or "requested" or "pending" => GitHubJobStatus.Waiting,
        "queued" => GitHubJobStatus.Queued,
        "in_progress" => GitHubJobStatus.InProgress,
        "completed" => GitHubJobStatus.Completed,
        _ => null,
    };
}
