namespace FamilyCart.RunnerManager.GitHub;

/// <summary>A registration as GitHub sees it.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="Name">Unique in its scope.</param>
/// <param name="Online">Whether its listener has a session.</param>
/// <param name="Busy">Whether it has acquired a job; false for a moment after one was handed out.</param>
/// <param name="Labels">All of them, in lower case.</param>
internal sealed record GitHubRunner(long Id, string Name, bool Online, bool Busy, IReadOnlyList<string> Labels);
