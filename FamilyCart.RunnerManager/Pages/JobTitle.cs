using System.Globalization;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>What a job is called, where it comes from, and the way to its explanation. All of its names are strangers' words.</summary>
internal static class JobTitle
{
    public static string Of(GitHubJob job) => Of(job.Id, job.Name, job.Repository, job.WorkflowName, job.HeadBranch);

    public static string Of(long id, string name, string repository, string? workflow, string? branch) => string.Create(
        CultureInfo.InvariantCulture,
        $"<a href=\"api/jobs/{id}/explain\">{Html.Name(name)}</a> <small>{Html.Name(repository)}{(workflow is null ? "" : $", {Html.Name(workflow)}")}{(branch is null ? "" : $", {Html.Name(branch)}")}</small>");
}
