namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>A workflow run to queue.</summary>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Jobs">At least one.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Event">What caused it.</param>
public sealed record RunRequest(
    string Repository, IReadOnlyList<JobRequest> Jobs, string Workflow = "CI", string Branch = "main", string Event = "push");
