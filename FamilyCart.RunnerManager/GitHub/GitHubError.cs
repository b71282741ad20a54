namespace FamilyCart.RunnerManager.GitHub;

/// <summary>A call that brought nothing.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Detail">One sentence for people, without a secret.</param>
/// <param name="RetryAt">Not before; null where nothing is known.</param>
internal sealed record GitHubError(GitHubFault Fault, string Detail, DateTimeOffset? RetryAt = null);
