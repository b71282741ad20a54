using System.Text.Json;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Shapes;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>The body of <c>workflow_job</c>.</summary>
internal static class JobHook
{
    public static byte[] Body(string root, Hook hook, string action, Job job)
    {
        var body = new JsonObject
        {
            ["action"] = action,
            ["workflow_job"] = JobShape.Of(root, job),
        };
        if (job.Request.Environment is { } environment && action is "queued" or "waiting")
        {
            body["deployment"] = Deployment(root, job, environment);
        }

        body["repository"] = RepositoryShape.Of(root, job.Run.Repository);
        if (hook.Scope?.Kind != ScopeKind.Repository)
        {
            body["organization"] = AccountShape.Organization(root, job.Run.Repository.Split('/')[0]);
        }

        body["sender"] = AccountShape.User(root, "octocat", "User");
        if (hook.Scope is null)
        {
            body["installation"] = new JsonObject { ["id"] = 1, ["node_id"] = Numbers.Node("IntegrationInstallation", 1) };
        }

        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    private static JsonObject Deployment(string root, Job job, string environment)
    {
        var url = $"{root}repos/{job.Run.Repository}";
        return new JsonObject
        {
            ["url"] = $"{url}/deployments/{job.Id}",
            ["id"] = job.Id,
            ["node_id"] = Numbers.Node("Deployment", job.Id),
            ["task"] = "deploy",
            ["original_environment"] = environment,
            ["environment"] = environment,
            ["description"] = null,
            ["created_at"] = Stamp.Of(job.CreatedAt),
            ["updated_at"] = Stamp.Of(job.CreatedAt),
            ["statuses_url"] = $"{url}/deployments/{job.Id}/statuses",
            ["repository_url"] = url,
            ["creator"] = AccountShape.User(root, "octocat", "User"),
            ["sha"] = job.Run.Sha,
            ["ref"] = job.Run.Request.Branch,
            ["payload"] = new JsonObject(),
            ["transient_environment"] = false,
            ["production_environment"] = environment == "production",
            ["performed_via_github_app"] = null,
        };
    }
}
