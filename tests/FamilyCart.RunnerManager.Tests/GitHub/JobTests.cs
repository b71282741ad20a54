using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class JobTests
{
    [Fact]
    public async Task OpenJobs_RunsOfAllOpenStates_AreTheirJobsThatAreNotOver()
    {
        await using var fleet = await Fleet.StartAsync(static request => request switch
        {
            { Path: "/repos/family/cart/actions/runs" } when request.Query.Contains("=queued", StringComparison.Ordinal) => Reply.Ok("""{"total_count":1,"workflow_runs":[{"id":5}]}"""),
            { Path: "/repos/family/cart/actions/runs" } when request.Query.Contains("=waiting", StringComparison.Ordinal) => Reply.Ok("""{"total_count":0,"workflow_runs":[]}"""),
            { Path: "/repos/family/cart/actions/runs" } => Reply.Ok("""{"total_count":2,"workflow_runs":[{"id":5},{"id":6}]}"""),
            { Path: "/repos/family/cart/actions/runs/5/jobs" } => Reply.Ok($$"""{"total_count":3,"jobs":[{{Bodies.Job(52, "queued")}},{{Bodies.Job(51, "completed")}},{{Bodies.Job(50, "in_progress", "uat-1")}}]}"""),
            _ => new Reply(404, Bodies.Message("Not Found")),
        });

        Assert.True((await fleet.GitHub.OpenJobsAsync("family/cart", default)).Try(out var jobs, out _));

        Assert.Equal([50, 52], jobs.Select(static job => job.Id));
        Assert.Equal((GitHubJobStatus.InProgress, "uat-1", 7L), (jobs[0].Status, jobs[0].RunnerName, jobs[0].RunnerId!.Value));
        var queued = jobs[1];
        Assert.Equal((GitHubJobStatus.Queued, 5L, 2, "CI", "main"), (queued.Status, queued.RunId, queued.RunAttempt, queued.WorkflowName, queued.HeadBranch));
        Assert.Equal(["self-hosted", "uat"], queued.Labels);
        Assert.Null(queued.RunnerId);
        Assert.Equal("family/cart", queued.Repository);
    }

    [Fact]
    public async Task OpenJobs_OneRunCannotBeRead_IsItsFaultAndNotALittle()
    {
        await using var fleet = await Fleet.StartAsync(
            static request => request.Path.EndsWith("/runs", StringComparison.Ordinal)
                ? Reply.Ok("""{"total_count":1,"workflow_runs":[{"id":5}]}""")
                : new Reply(503, Bodies.Message("Unavailable")),
            ("Retries", "0"));

        Assert.Equal(GitHubFault.Unknown, (await fleet.GitHub.OpenJobsAsync("family/cart", default)).Error!.Fault);
    }

    [Fact]
    public async Task EndedJobs_RunsThatChangedSince_AreTheirJobsThatAreOver()
    {
        await using var fleet = await Fleet.StartAsync(static request => request switch
        {
            { Path: "/repos/family/cart/actions/runs" } => Reply.Ok("""
                {"total_count":3,"workflow_runs":[{"id":5,"updated_at":"2026-01-02T03:04:05Z"},{"id":6,"updated_at":"2026-01-02T03:00:00Z"},{"id":7,"updated_at":"2026-01-02T02:59:59Z"}]}
                """),
            { Path: "/repos/family/cart/actions/runs/5/jobs" } => Reply.Ok($$"""{"total_count":2,"jobs":[{{Bodies.Job(52, "completed", "uat-2")}},{{Bodies.Job(51, "in_progress", "uat-1")}}]}"""),
            { Path: "/repos/family/cart/actions/runs/6/jobs" } => Reply.Ok($$"""{"total_count":1,"jobs":[{{Bodies.Job(50, "completed", "uat-1")}}]}"""),
            _ => new Reply(500, Bodies.Message("Nobody should ask.")),
        });

        Assert.True((await fleet.GitHub.EndedJobsAsync("family/cart", new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero), default)).Try(out var jobs, out _));

        Assert.Equal([(50, "uat-1"), (52, "uat-2")], jobs.Select(static job => (job.Id, job.RunnerName)));
    }

    [Theory]
    [InlineData("queued", nameof(GitHubJobStatus.Queued))]
    [InlineData("waiting", nameof(GitHubJobStatus.Waiting))]
    [InlineData("pending", nameof(GitHubJobStatus.Waiting))]
    [InlineData("requested", nameof(GitHubJobStatus.Waiting))]
    [InlineData("in_progress", nameof(GitHubJobStatus.InProgress))]
    [InlineData("completed", nameof(GitHubJobStatus.Completed))]
    [InlineData("something new", nameof(GitHubJobStatus.Waiting))]
    public async Task Job_Status_IsTheFleetsOwn(string status, string expected)
    {
        await using var fleet = await Fleet.StartAsync(_ => Reply.Ok(Bodies.Job(50, status)));

        Assert.True((await fleet.GitHub.JobAsync("family/cart", 50, default)).Try(out var job, out _));

        Assert.Equal(expected, job.Status.ToString());
        Assert.Equal(["GET /repos/family/cart/actions/jobs/50"], fleet.Server.Lines);
    }
}
