using System.Text;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Intake;

namespace FamilyCart.RunnerManager.Tests.Intake;

public sealed class WorkflowJobEventTests
{
    [Fact]
    public void TryParse_Queued_ReadsTheJob()
    {
        var job = Parse(WorkflowJobs.Body(5, labels: "\"Self-Hosted\",\"gpu\""));

        Assert.Equivalent(
            new GitHubJob("family/cart", 5, 105, 1, "build", "ci", "main", GitHubJobStatus.Queued, null, ["self-hosted", "gpu"], null, null, At, At, null), job?.Job, strict: true);
    }

    [Theory]
    [InlineData("waiting", GitHubJobStatus.Waiting)]
    [InlineData("in_progress", GitHubJobStatus.InProgress)]
    [InlineData("completed", GitHubJobStatus.Completed)]
    internal void TryParse_Action_IsTheStatus(string action, GitHubJobStatus status) => Assert.Equal(status, Parse(WorkflowJobs.Body(action: action))?.Job.Status);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"action\":\"queued\"}")]
    [InlineData("{\"action\":\"queued\",\"workflow_job\":7,\"repository\":{\"full_name\":\"a/b\"}}")]
    public void TryParse_NoJob_IsRefused(string body) => Assert.Null(Parse(body));

    [Theory]
    [InlineData("\"run_id\":105", "\"run_id\":-1")]
    [InlineData("\"run_id\":105", "\"run_id\":1e30")]
    [InlineData("\"id\":5", "\"id\":\"5\"")]
    [InlineData("\"queued\"", "\"exploded\"")]
    [InlineData("family/cart", "family/cart/../..")]
    [InlineData("family/cart", "family")]
    [InlineData("\"self-hosted\"", "\"\"")]
    [InlineData("\"self-hosted\"", "7")]
    [InlineData("\"created_at\":\"2026-01-02T03:04:05Z\"", "\"created_at\":\"yesterday\"")]
    public void TryParse_OneThingWrong_IsRefused(string right, string wrong)
    {
        var body = WorkflowJobs.Body(5);
        Assert.Contains(right, body, StringComparison.Ordinal);

        Assert.Null(Parse(body.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void TryParse_DeepJson_IsRefused() => Assert.Null(Parse(new string('[', 10_000)));

    [Fact]
    public void TryParse_LongAndUnstorableNames_AreCutToWhatCanBeStored()
    {
        var job = Parse(WorkflowJobs.Body().Replace("\"build\"", $"\"a\\u0000{new string('b', 5000)}\"", StringComparison.Ordinal));

        Assert.Equal(200, job?.Job.Name.Length);
        Assert.StartsWith("a bb", job?.Job.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_HalfOfAPairFromTheStart_IsRefused() => Assert.Null(Parse(WorkflowJobs.Body(labels: "\"\\ud83d\"")));

    [Fact]
    public void TryParse_NameCutWithinAPair_LeavesNoHalfOfIt()
    {
        var job = Parse(WorkflowJobs.Body(labels: "\"a\\u0000b\"").Replace("\"main\"", $"\"{new string('a', 199)}😀\"", StringComparison.Ordinal))?.Job;

        Assert.Equal(new string('a', 199), job?.HeadBranch);
        Assert.Equal(["a b"], job?.Labels);
    }

    private static DateTimeOffset At => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static WorkflowJobEvent? Parse(string body) => WorkflowJobEvent.TryParse(Encoding.UTF8.GetBytes(body));
}
