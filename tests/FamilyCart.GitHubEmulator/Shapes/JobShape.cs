using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Jobs;

namespace FamilyCart.GitHubEmulator.Shapes;

/// <summary>A job, the same over the API and in a webhook.</summary>
internal static class JobShape
{
    public static JsonObject Of(string root, Job job)
    {
        var repository = $"{root}repos/{job.Run.Repository}";
        var shape = new JsonObject
        {
            ["id"] = job.Id,
            ["run_id"] = job.Run.Id,
            ["workflow_name"] = job.Run.Request.Workflow,
            ["head_branch"] = job.Run.Request.Branch,
            ["run_url"] = $"{repository}/actions/runs/{job.Run.Id}",
            ["run_attempt"] = job.Attempt,
            ["node_id"] = Numbers.Node("CheckRun", job.Id),
            ["head_sha"] = job.Run.Sha,
            ["url"] = $"{repository}/actions/jobs/{job.Id}",
            ["html_url"] = $"{root}{job.Run.Repository}/actions/runs/{job.Run.Id}/job/{job.Id}",
            ["status"] = job.Status,
            ["conclusion"] = job.Conclusion,
            ["created_at"] = Stamp.Of(job.CreatedAt),
            ["started_at"] = Stamp.Of(job.StartedAt ?? job.CreatedAt),
            ["completed_at"] = Stamp.Of(job.CompletedAt),
            ["name"] = job.Request.Name,
            ["steps"] = Steps(job),
            ["check_run_url"] = $"{repository}/check-runs/{job.Id}",
            ["labels"] = new JsonArray([.. job.Request.Labels.Select(label => (JsonNode)label)]),
        };
        AddRunner(shape, job);
        return shape;
    }

    // A job that ended before a runner had it shows 0 and an empty name, not null.
    private static void AddRunner(JsonObject shape, Job job)
    {
        var over = job.Life == JobLife.Completed;
        shape["runner_id"] = job.HasRunner ? job.RunnerId : over ? 0 : null;
        shape["runner_name"] = job.HasRunner ? job.RunnerName : over ? string.Empty : null;
        shape["runner_group_id"] = job.HasRunner ? 1 : over ? 0 : null;
        shape["runner_group_name"] = job.HasRunner ? "Default" : over ? string.Empty : null;
    }

    private static JsonArray Steps(Job job)
    {
        if (!job.HasRunner)
        {
            return [];
        }

        var over = job.Life == JobLife.Completed;
        return
        [
            Step("Set up job", 1, "completed", "success", job.StartedAt, job.StartedAt),
            Step($"Run {job.Request.Name}", 2, over ? "completed" : "in_progress", job.Conclusion, job.StartedAt, job.CompletedAt),
        ];
    }

    private static JsonObject Step(string name, int number, string status, string? conclusion, DateTimeOffset? from, DateTimeOffset? to) => new()
    {
        ["name"] = name,
        ["status"] = status,
        ["conclusion"] = conclusion,
        ["number"] = number,
        ["started_at"] = Stamp.Of(from),
        ["completed_at"] = Stamp.Of(to),
    };
}
