using System.Text.Json;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>What is told of jobs, as <see cref="PostgresFleetSql.Record"/> reads it.</summary>
internal static class ToldJobs
{
    private static readonly JsonSerializerOptions s_columns = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>JSON arrays of one row a job; what is told of the same job more than once keeps its order.</summary>
    public static IEnumerable<string> InTurns(IReadOnlyList<GitHubJob> jobs) => jobs
        .GroupBy(job => job.Id)
        .SelectMany(same => same.Select((job, turn) => (Job: job, Turn: turn)))
        .GroupBy(told => told.Turn, told => Row(told.Job))
        .OrderBy(turn => turn.Key)
        .Select(turn => JsonSerializer.Serialize(turn, s_columns));

    private static object Row(GitHubJob job) => new
    {
        job.Id,
        job.Repository,
        job.RunId,
        job.RunAttempt,
        job.Name,
        job.WorkflowName,
        job.HeadBranch,
        Status = Words.Of(job.Status),
        job.Conclusion,
        job.Labels,
        job.RunnerId,
        job.RunnerName,
        job.CreatedAt,
        job.StartedAt,
        job.CompletedAt,
    };
}
