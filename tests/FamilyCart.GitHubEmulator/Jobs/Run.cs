namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>A workflow run with the jobs of all its attempts.</summary>
internal sealed class Run(long id, int number, RunRequest request, string sha, DateTimeOffset createdAt)
{
    public long Id => id;

    public int Number => number;

    public RunRequest Request => request;

    public string Repository => request.Repository;

    public string Sha => sha;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public int Attempt { get; set; } = 1;

    public List<Job> Jobs { get; } = [];

    public IEnumerable<Job> Latest => Jobs.Where(job => job.Attempt == Attempt);

    public string Status => Latest.All(job => job.Life == JobLife.Completed) ? "completed"
        : Latest.Any(job => job.Life is JobLife.Acquired or JobLife.Completed) ? "in_progress"
        : Latest.All(job => job.Life == JobLife.Waiting) ? "waiting"
        : "queued";

    public string? Conclusion => Status != "completed" ? null
        : Latest.Any(job => job.Conclusion == "failure") ? "failure"
        : Latest.Any(job => job.Conclusion == "cancelled") ? "cancelled"
        : "success";
}
