using System.Diagnostics.CodeAnalysis;

namespace FamilyCart.RunnerManager.GitHub.Wire;

/// <summary>Carries an error of ours through Octokit; nothing was sent.</summary>
[SuppressMessage("Design", "CA1032", Justification = "It is made with an error, and caught, by this client alone.")]
internal sealed class CallEndedException(GitHubError error) : Exception(error.Detail)
{
    public GitHubError Error { get; } = error;
}
