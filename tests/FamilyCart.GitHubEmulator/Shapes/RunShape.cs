using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Jobs;

namespace FamilyCart.GitHubEmulator.Shapes;

internal static class RunShape
{
    public static JsonObject Of(string root, Run run)
    {
        var repository = $"{root}repos/{run.Repository}";
        var url = $"{repository}/actions/runs/{run.Id}";
        var workflow = Numbers.Of(run.Request.Workflow);
        var person = new JsonObject { ["name"] = "octocat", ["email"] = "octocat@github.example" };
        return new JsonObject
        {
            ["id"] = run.Id,
            ["name"] = run.Request.Workflow,
            ["node_id"] = Numbers.Node("WorkflowRun", run.Id),
            ["head_branch"] = run.Request.Branch,
            ["head_sha"] = run.Sha,
            ["path"] = $".github/workflows/{workflow}.yml",
            ["display_title"] = run.Request.Workflow,
            ["run_number"] = run.Number,
            ["event"] = run.Request.Event,
            ["status"] = run.Status,
            ["conclusion"] = run.Conclusion,
            ["workflow_id"] = workflow,
            ["check_suite_id"] = run.Id,
            ["url"] = url,
            ["html_url"] = $"{root}{run.Repository}/actions/runs/{run.Id}",
            ["pull_requests"] = new JsonArray(),
            ["created_at"] = Stamp.Of(run.CreatedAt),
            ["updated_at"] = Stamp.Of(run.UpdatedAt),
            ["run_started_at"] = Stamp.Of(run.CreatedAt),
            ["actor"] = AccountShape.User(root, "octocat", "User"),
            ["triggering_actor"] = AccountShape.User(root, "octocat", "User"),
            ["run_attempt"] = run.Attempt,
            ["jobs_url"] = $"{url}/jobs",
            ["logs_url"] = $"{url}/logs",
            ["check_suite_url"] = $"{repository}/check-suites/{run.Id}",
            ["artifacts_url"] = $"{url}/artifacts",
            ["cancel_url"] = $"{url}/cancel",
            ["rerun_url"] = $"{url}/rerun",
            ["previous_attempt_url"] = run.Attempt > 1 ? $"{url}/attempts/{run.Attempt - 1}" : null,
            ["workflow_url"] = $"{repository}/actions/workflows/{workflow}",
            ["head_commit"] = new JsonObject
            {
                ["id"] = run.Sha,
                ["tree_id"] = run.Sha,
                ["message"] = run.Request.Workflow,
                ["timestamp"] = Stamp.Of(run.CreatedAt),
                ["author"] = person,
                ["committer"] = person.DeepClone(),
            },
            ["repository"] = RepositoryShape.Of(root, run.Repository),
            ["head_repository"] = RepositoryShape.Of(root, run.Repository),
        };
    }
}
