namespace FamilyCart.GitHubEmulator.Access;

/// <summary>Whose credential it is.</summary>
public enum CallerKind
{
    /// <summary>A classic personal token, <c>ghp_</c>.</summary>
    Classic,

    /// <summary>A fine-grained personal token, <c>github_pat_</c>.</summary>
    FineGrained,

    /// <summary>An installation of an App, <c>ghs_</c>.</summary>
    Installation,

    /// <summary>An App itself, by its JWT.</summary>
    App,
}
