using System.Text.Json;
using FamilyCart.GitHubEmulator.Runner.Registration;

namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary>The variables that steps and hooks find besides the runner's own.</summary>
internal static class JobEnvironment
{
    public static Dictionary<string, string> Of(JsonElement job, RunnerIdentity registration, string folder) => new()
    {
        ["CI"] = "true",
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_RUN_ID"] = job.GetProperty("run_id").ToString(),
        ["GITHUB_RUN_ATTEMPT"] = job.GetProperty("run_attempt").ToString(),
        ["GITHUB_RUN_NUMBER"] = job.GetProperty("run_number").ToString(),
        ["GITHUB_JOB"] = job.GetProperty("job").ToString(),
        ["GITHUB_REPOSITORY"] = job.GetProperty("repository").ToString(),
        ["GITHUB_WORKFLOW"] = job.GetProperty("workflow").ToString(),
        ["GITHUB_REF_NAME"] = job.GetProperty("branch").ToString(),
        ["GITHUB_SHA"] = job.GetProperty("sha").ToString(),
        ["GITHUB_EVENT_NAME"] = job.GetProperty("event").ToString(),
        ["GITHUB_WORKSPACE"] = folder,
        ["RUNNER_NAME"] = registration.Name,
        ["RUNNER_OS"] = "Linux",
        ["RUNNER_ENVIRONMENT"] = "self-hosted",
        ["RUNNER_WORKSPACE"] = Path.GetDirectoryName(folder)!,
    };
}
