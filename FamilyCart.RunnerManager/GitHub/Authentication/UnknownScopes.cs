namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>Stands in until somebody knows.</summary>
internal sealed class UnknownScopes : IManagedScopes
{
    public IReadOnlyCollection<GitHubScope> Scopes => [];
}
