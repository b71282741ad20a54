namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>For which scopes the credentials are meant.</summary>
internal interface IManagedScopes
{
    /// <summary>Empty while it is not known: then what any scope needs is allowed, and nothing is called missing.</summary>
    IReadOnlyCollection<GitHubScope> Scopes { get; }
}
